/**
 * A large order comes in parts, and each part that is refused is an issue of its own: those that say the same of the same resource are
 * one row. Replay applies them together, so the newest version wins.
 */
export function groupsOf(issues) {
  const groups = new Map();
  for (const issue of issues) {
    const key = JSON.stringify([issue.kind, issue.resourceKey, issue.issueClass, issue.message]);
    const group = groups.get(key);
    if (group) group.issueIds.push(issue.id);
    else groups.set(key, { ...issue, issueIds: [issue.id] });
  }
  return [...groups.values()];
}
