export function reflectAttribute(component, name, value) {
  if (value === null || value === undefined || value === false) component.removeAttribute(name);
  else component.setAttribute(name, value === true ? '' : value);
}
