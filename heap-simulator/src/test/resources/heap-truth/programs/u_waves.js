// u_waves: 40 lists grow to 30,000 objects of one field by push and are dropped, every fourth is kept
var kept = [];
for (var w = 0; w < 40; w++) {
  var wave = [];
  for (var i = 0; i < 30000; i++) wave.push({at: i});
  if (w % 4 === 0) kept.push(wave);
}
console.error(JSON.stringify(process.memoryUsage()));
