const { registerSa11yMatcher } = require('@sa11y/jest');

registerSa11yMatcher();

// jsdom does not know container queries and says so for every stylesheet that has one; browsers do.
const say = console.error;
console.error = (...words) => {
  if (words[0]?.type !== 'css parsing') say(...words);
};
