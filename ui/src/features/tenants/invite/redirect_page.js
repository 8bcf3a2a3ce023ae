// The script of the page for the partner's own web server, which Rust writes into it. It reads that page's own address and
// shows what it means; nothing of it leaves the page.
const answer = new URLSearchParams(location.search);
const error = answer.get("error");
const accepted = error === null && /^true$/i.test(answer.get("admin_consent") ?? "");
if (error !== null || accepted) {
  document.getElementById("neutral").hidden = true;
  document.getElementById(accepted ? "accepted" : "refused").hidden = false;
}
if (error !== null) {
  const words = answer.get("error_description");
  document.getElementById("reason").textContent = (words ?? error).slice(0, 400);
}
