/** A greeting that fits the hour of the day (0 to 23). */
function greet(name, hour) {
  if (hour < 12) return `Good morning, ${name}!`;
  if (hour < 18) return `Good afternoon, ${name}!`;
  return `Good evening, ${name}!`;
}

/** The same in French. */

module.exports = { greet };
