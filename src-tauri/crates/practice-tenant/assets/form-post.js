document.getElementById("answer")?.submit();
