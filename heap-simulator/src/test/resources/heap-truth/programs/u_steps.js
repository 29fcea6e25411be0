// u_steps: a table of 4,000 arrays replaced at a stride of 7; array lengths go from 1 to 600
function run() { var table = new Array(4000); for (var i = 0; i < 120000; i++) { table[(i * 7) % 4000] = new Array(1 + i % 600); } return table; }
var keep = run(); console.error(JSON.stringify(process.memoryUsage()));
