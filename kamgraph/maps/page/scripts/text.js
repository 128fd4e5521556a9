// Words, dates and numbers of one language, from the catalogue that came with the page.

// Letters that Unicode does not take apart, as a keyboard without them writes them; as in the command's lookup.
const STROKES = { ß: "ss", ı: "i", ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe" };

// Without case and accents: ü is found by u, ß by ss, ł by l.
export const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/[ßıłøđðþæœ]/g, (letter) => STROKES[letter]);

// Places in a text are named: {count}.
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const MAIL = /^[^\s@<>"'(),:;\\[\]]+@[^\s@<>"'(),:;\\[\]]+$/;
const PHONE = /^\+?[0-9][0-9 ()/.-]{2,30}$/;

// Links that reach somebody, where the text is what it should be; no other scheme, ever.
export const mailLink = (text) => (MAIL.test(text) ? `mailto:${text.split("@").map(encodeURIComponent).join("@")}` : null);
export const phoneLink = (text) => (PHONE.test(text) ? `tel:${text.replace(/[^0-9+]/g, "")}` : null);

export const UNKNOWN = "–";

// Roles that stand first: cards are narrow, and these must not be what is cut off.
const FIRST = ["decider", "approver", "buyer"];

export function speech(lang, catalogue) {
  const rules = new Intl.PluralRules(lang);
  const numeric = (more) => new Intl.NumberFormat(lang, { roundingMode: "halfEven", ...more });   // as Python's
  const percent = numeric({ style: "percent", maximumFractionDigits: 0 });
  const signed = numeric({ signDisplay: "exceptZero", maximumFractionDigits: 0 });
  const decimal = numeric({ maximumFractionDigits: 2 });
  const two = numeric({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const days = Object.fromEntries(["medium", "long"].map((style) => [
    style, new Intl.DateTimeFormat(lang, { dateStyle: style, timeZone: "UTC" }),
  ]));
  const defined = (format) => (value) => (value === null || value === undefined ? UNKNOWN : format(value));
  return {
    lang,
    name: catalogue.name,
    say: (key, values) => (values ? filled(catalogue.texts[key], values) : catalogue.texts[key]),
    count(key, number, values) {
      const forms = catalogue.plurals[key];
      return filled(forms[rules.select(number)] ?? forms.other, { count: number, ...values });
    },
    percent: defined((value) => percent.format(value)),
    lead: (value) => signed.format(100 * value).replace("-", "−"),
    number: defined((value) => decimal.format(value)),
    weight: defined((value) => two.format(value)),
    day: (iso, style = "medium") => days[style].format(new Date(`${iso}T00:00:00Z`)),
    word: (vocabulary, key) => catalogue[vocabulary][key ?? ""] ?? UNKNOWN,
    roles: (roles) => capital([...FIRST.filter((role) => roles.includes(role)), ...roles.filter((role) => !FIRST.includes(role))]
      .map((role) => catalogue.roles[role]).join(", ")),
    spoken: (code) => catalogue.languages[code] ?? code,
    list: (parts) => parts.filter(Boolean).join(" · "),
  };
}
