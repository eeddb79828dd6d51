// The whole script of Balai. Every page works without it; it only saves waiting and typing.
// It builds elements and text, never markup, so that the page may forbid everything else (Trusted Types 'none').

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const pause = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));

// What is wrong is read first.
document.querySelector(".error-summary")?.focus();

// A form is sent once, however often its button is pressed.
for (const form of all("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(() => reopen(form), 15000);
  });
}
const reopen = (form) => {
  delete form.dataset.sent;
  all("[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
};
addEventListener("pageshow", () => all("form[data-once]").forEach(reopen));

// The menu closes when one looks elsewhere.
addEventListener("click", (event) => {
  for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of all("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// In a list of work, j and k go from line to line, once one is in the page's main part and not typing.
addEventListener("keydown", (event) => {
  const links = all(".official main .table tbody th a");
  const typing = event.target.closest("input, select, textarea") || !event.target.closest("main");
  const step = { j: 1, k: -1 }[event.key];
  if (!step || typing || !links.length || event.ctrlKey || event.metaKey || event.altKey) return;
  const next = links.indexOf(document.activeElement) + step;
  links[Math.min(links.length - 1, Math.max(0, next))].focus();
});

// Codes are copied with one press.
for (const button of all("[data-copy]")) {
  if (!navigator.clipboard) break;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
    await pause(3000);
    button.textContent = label;
  });
}

// A page is printed with one press.
for (const button of all("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// What a QR carries behind the # never reaches a server; it goes into its field and leaves the address.
for (const field of all("[data-fragment]")) {
  if (!/^#[\w-]{20,}$/.test(location.hash)) break;
  field.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname + location.search);
}

// A long list narrows while one types.
for (const select of all("select[data-narrow]")) {
  if (select.options.length < 12) continue;
  const everything = [...select.children];
  const narrowing = make("input", { type: "search", className: "narrowing", placeholder: select.dataset.narrow });
  narrowing.setAttribute("aria-label", select.dataset.narrow);
  narrowing.setAttribute("aria-controls", select.id);
  narrowing.size = 30;
  select.before(narrowing);
  const fits = (option, words) => words.every((word) => option.text.toLowerCase().includes(word));
  narrowing.addEventListener("input", () => {
    const words = narrowing.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = select.value;
    select.replaceChildren(...everything.map((child) => narrowed(child, words, fits)).filter(Boolean));
    select.value = chosen;
    if (select.selectedIndex < 0) select.selectedIndex = select.options.length === 2 ? 1 : 0;
  });
  narrowing.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
function narrowed(child, words, fits) {
  if (child.tagName === "OPTION") return !child.value || fits(child, words) ? child : null;
  const group = child.cloneNode();
  group.append(...all("option", child).filter((option) => fits(option, words)).map((option) => option.cloneNode(true)));
  return group.children.length ? group : null;
}

// Photos are made small enough for a slow network; anything else is sent as it is.
async function shrunk(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < 500_000) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, 2000 / Math.max(bitmap.width, bitmap.height));
    const canvas = make("canvas", { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) });
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const written = (quality) => new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    let blob = await written(0.82);
    if (blob?.size > 500_000) blob = await written(0.65);
    const smaller = blob && blob.size < file.size;
    return smaller ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

const put = (input, files) => {
  const carrier = new DataTransfer();
  files.forEach((file) => carrier.items.add(file));
  input.files = carrier.files;
};

// A file is sent as soon as it is chosen, so that one learns at once whether it can be read.
// If that fails, it stays in its field and is sent with the page, as without this script.
for (const drop of all(".drop")) {
  const input = drop.querySelector("input[type=file]");
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    if (event.target === input || !event.dataTransfer.files.length) return;
    event.preventDefault();
    put(input, [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1));
    input.dispatchEvent(new Event("change"));
  });
  input.addEventListener("change", () => chosen(drop, input));
}

async function chosen(drop, input) {
  say(drop, "");
  const files = await Promise.all([...input.files].map(shrunk));
  put(input, files);
  if (!drop.dataset.upload) return;
  const left = [];
  for (const file of files) if (!(await sent(drop, input, file))) left.push(file);
  put(input, left);
}

// Returns whether the field is done with the file: stored, or refused with a reason.
async function sent(drop, input, file) {
  for (let attempt = 0; attempt < 4; attempt++) {
    await pause(attempt * 1500);
    const answer = await transfer(drop, input, file);
    if (answer.status === 201) return stored(drop, input, answer.body);
    if (answer.status >= 400 && answer.status < 500) return !say(drop, answer.body.detail ?? drop.dataset.later, true);
  }
  return say(drop, drop.dataset.later, true);
}

function transfer(drop, input, file) {
  const bar = drop.querySelector(".progress");
  const body = new FormData();
  body.append("file", file);
  body.append("field", input.name);
  body.append("csrfmiddlewaretoken", input.form.elements.csrfmiddlewaretoken.value);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const finish = () => {
      bar.hidden = true;
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {}
      resolve({ status: request.status, body: answer });
    };
    request.upload.onprogress = (event) => (bar.firstElementChild.value = (100 * event.loaded) / event.total);
    request.onloadend = finish;
    request.open("POST", drop.dataset.upload);
    request.setRequestHeader("Accept", "application/json");
    bar.hidden = false;
    say(drop, `${drop.dataset.sending}: ${file.name}`);
    request.send(body);
  });
}

function stored(drop, input, document_) {
  const id = `${input.id}-${document_.ref}`;
  const type = input.multiple ? "checkbox" : "radio";
  const mark = make("input", { type, id, name: input.name, value: document_.ref, checked: true });
  const label = make("label", { htmlFor: id, textContent: document_.name });
  const about = make("div", { className: "hint", textContent: `${drop.dataset.sent}. ${document_.about ?? ""}` });
  const option = make("div", { className: "option" }, mark, label, about);
  const place = drop.closest(".option") ?? drop;
  (place.parentElement.classList.contains("options") ? place : wrapped(place)).before(option);
  mark.focus();
  say(drop, "");
  return true;
}

const wrapped = (drop) => {
  const options = make("div", { className: "options" });
  drop.before(options);
  options.append(drop);
  return drop;
};

// Returns false, so that a caller can say something and go on.
function say(drop, text, bad = false) {
  const outcome = drop.querySelector(".outcome");
  outcome.textContent = text;
  outcome.classList.toggle("bad", bad);
  return false;
}

// A signature may be drawn; what is drawn becomes the chosen file.
for (const place of all(".signature")) {
  const input = place.querySelector("input[type=file]");
  const canvas = make("canvas", { width: 960, height: 288 });
  const drop = place.querySelector(".drop");
  const clear = make("button", { type: "button", className: "button quiet small", textContent: place.dataset.clear });
  const pen = canvas.getContext("2d");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", place.dataset.draw);
  Object.assign(pen, { lineWidth: 5, lineCap: "round", lineJoin: "round", strokeStyle: "#10243e" });
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!event.buttons) return;
    pen.lineTo(...at(event));
    pen.stroke();
  });
  canvas.addEventListener("pointerup", () =>
    canvas.toBlob((blob) => put(input, [new File([blob], "tanda-tangan.png", { type: "image/png" })])),
  );
  clear.addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    put(input, []);
  });
  drop.prepend(canvas, clear);
}

// Five minutes before a session ends one is asked, and can go on in place.
const ending = document.querySelector("dialog.session");
if (ending) {
  const seconds = Number(ending.dataset.seconds);
  const wait = () => setTimeout(() => ending.showModal(), Math.min(2 ** 31 - 1, Math.max(0, seconds - 300) * 1000));
  ending.addEventListener("close", () => {
    const token = ending.querySelector("[name=csrfmiddlewaretoken]").value;
    fetch(ending.dataset.extend, { method: "POST", headers: { "X-CSRFToken": token } }).then((answer) =>
      answer.ok ? wait() : location.reload(),
    );
  });
  wait();
}
