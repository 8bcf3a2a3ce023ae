// The Copy buttons. Without this script the values can still be selected and copied by hand.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const value = document.getElementById(button.dataset.copy)?.textContent?.trim() ?? "";
    try {
      await navigator.clipboard.writeText(value);
      document.getElementById("copied").textContent = button.dataset.copied;
    } catch {
      getSelection()?.selectAllChildren(document.getElementById(button.dataset.copy));
    }
  });
}
