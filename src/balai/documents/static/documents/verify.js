// Check the signature in the address a QR led to (the part behind "#", which no server ever sees) with the
// published keys: a CBOR Web Token in a COSE_Sign1 with Ed25519. Without it the page still answers by the code.

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PRIVATE = -65601;

/** Read one CBOR item; returns [value, next position]. Only what our tokens hold; anything else throws. */
function item(bytes, at) {
  const major = bytes[at] >> 5;
  const [size, start] = head(bytes, at);
  if (major === 0) return [size, start];
  if (major === 1) return [-1 - size, start];
  if (major === 2 || major === 3) {
    if (start + size > bytes.length) throw new RangeError("short");
    const part = bytes.slice(start, start + size);
    return [major === 2 ? part : new TextDecoder("utf-8", { fatal: true }).decode(part), start + size];
  }
  if (major === 4 || major === 5) return many(bytes, start, size, major === 5);
  if (major === 6) return item(bytes, start);
  throw new TypeError("kind");
}

function head(bytes, at) {
  const short = bytes[at] & 31;
  if (short < 24) return [short, at + 1];
  const width = { 24: 1, 25: 2, 26: 4 }[short];
  if (!width) throw new TypeError("size");
  let size = 0;
  for (let n = 1; n <= width; n += 1) size = size * 256 + bytes[at + n];
  return [size, at + 1 + width];
}

function many(bytes, start, size, pairs) {
  const found = pairs ? new Map() : [];
  let at = start;
  for (let n = 0; n < size; n += 1) {
    let key;
    let value;
    if (pairs) [key, at] = item(bytes, at);
    [value, at] = item(bytes, at);
    if (pairs) found.set(key, value);
    else found.push(value);
  }
  return [found, at];
}

function fromBase64(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function sized(bytes) {
  const head = bytes.length < 24 ? [64 + bytes.length]
    : bytes.length < 256 ? [88, bytes.length]
    : [89, bytes.length >> 8, bytes.length & 255];
  return [...head, ...bytes];
}

/** The bytes that were signed: Sig_structure of RFC 9052 section 4.4. */
function signedBytes(guarded, payload) {
  const context = [0x6a, ...new TextEncoder().encode("Signature1")];
  return Uint8Array.from([0x84, ...context, ...sized(guarded), 0x40, ...sized(payload)]);
}

function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function codeOf(bytes) {
  let bits = BigInt(`0x${hex(bytes)}`);
  let text = "";
  for (let n = 0; n < 16; n += 1) {
    text = ALPHABET[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text;
}

/** Return the claims of a token that one of `keys` signed; null when none did. */
export async function opened(text, keys) {
  const [guarded, open, payload, signature] = item(fromBase64(text), 0)[0];
  const protectedHead = item(guarded, 0)[0];
  const key = keys.find((one) => one.kid === hex(protectedHead.get(4)));
  if (!key || protectedHead.get(1) !== -8 || open.size !== 0) return null;
  const { kty, crv, x } = key;
  const imported = await crypto.subtle.importKey("jwk", { kty, crv, x }, "Ed25519", false, ["verify"]);
  const good = await crypto.subtle.verify("Ed25519", imported, signature, signedBytes(guarded, payload));
  if (!good) return null;
  const claims = item(payload, 0)[0];
  const [version, number, title] = claims.get(PRIVATE);
  return version === 1 ? { code: codeOf(claims.get(7)), number, title } : null;
}

async function supported() {
  try {
    await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    return true;
  } catch {
    return false;
  }
}

function say(place, text, tone) {
  const line = document.createElement("p");
  line.textContent = text;
  place.classList.add("banner", tone);
  place.append(line);
}

async function check(place, text) {
  const words = place.dataset;
  const answer = await fetch(words.keys);
  const claims = await opened(text, (await answer.json()).keys).catch(() => null);
  if (!claims) return say(place, words.forged, "danger");
  if (claims.code !== words.code.replaceAll("-", "")) return say(place, words.differs, "danger");
  say(place, words.signed, "success");
  say(place, `${words.title}: ${claims.title}`, "success");
  return say(place, `${words.number}: ${claims.number}`, "success");
}

const place = document.getElementById("tanda-tangan");
const text = location.hash.slice(1);
if (place && text && (await supported())) await check(place, text);
