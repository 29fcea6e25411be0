// u_tree: 400 binary trees of depth 12, of two-field objects; the last 20 are kept in a ring
function node(depth) { return depth === 0 ? {left: null, right: null} : {left: node(depth - 1), right: node(depth - 1)}; }
var ring = new Array(20);
for (var i = 0; i < 400; i++) ring[i % 20] = node(12);
console.error(JSON.stringify(process.memoryUsage()));
