// What the page itself says, in the languages that it knows. The bot's words come from the bot.
const korean = {
  skip: "메시지 상자로 건너뛰기", playground: "체험장", library: "자료", raw: "원문", settings: "설정",
  language: "언어", place: "장소", "place-guild": "서버", "place-dm": "개인 메시지", "place-group": "그룹, 직접 설치한 봇",
  role: "나의 역할", "role-member": "멤버", "role-moderator": "중재자", "role-admin": "관리자", "role-other": "다른 사람",
  theme: "색상", "theme-auto": "시스템에 맞춤", "theme-dark": "어둡게", "theme-light": "밝게",
  messages: "메시지", welcome: "출처에 물어보세요", send: "보내기", message: "메시지", suggestions: "제안",
  "welcome-text": "이 페이지는 작은 디스코드입니다. 여기의 봇은 디스코드에서 도는 바로 그 봇이므로, 보이는 그대로 사람들에게 보입니다. 모든 답변은 출처와 함께 자료에서 인용됩니다.",
  placeholder: "질문을 쓰거나 /를 눌러 명령어를 보세요", "raw-head": "실제로 오간 내용", close: "닫기",
  "raw-none": "아직 없습니다. 봇과 오간 내용이 디스코드의 제한과 함께 여기에 나옵니다.",
  articles: "건의 자료", passages: "개의 구절", generation: "세대", loaded: "읽은 시각",
  thinking: "cleannet이(가) 생각하는 중…", used: "님이 사용함", you: "나", someone: "누군가",
  private: "나에게만 보입니다.", dismiss: "메시지 닫기", actions: "이 메시지로 할 일", "show-raw": "원문 보기",
  failed: "애플리케이션이 응답하지 않았습니다.", cancel: "취소", submit: "제출", place_in_library: "자료에서 보기",
  pick: "목록에서 고르세요", required: "필수 항목입니다", more: "선택 항목", yes: "예", no: "아니요",
  "no-command": "그런 명령어가 없습니다", unsupported: "지원하지 않는 구성 요소", edited: "(수정됨)",
  found: "{n}개의 제안", long: "질문으로는 너무 깁니다({n}자까지). 이 메시지의 메뉴(⋯)를 써 보세요.", example: "{from} — 이 메시지의 메뉴(⋯)를 써 보세요",
};
const english = {
  thinking: "cleannet is thinking…", used: "used", you: "you", someone: "someone",
  private: "Only you can see this.", dismiss: "Dismiss message", actions: "Actions for this message", "show-raw": "Show what went over the wire",
  failed: "The application did not respond.", cancel: "Cancel", submit: "Submit", place_in_library: "in the library",
  pick: "Pick one from the list", required: "This is needed", more: "Optional", yes: "True", no: "False",
  "no-command": "There is no such command", unsupported: "Unsupported component", edited: "(edited)",
  found: "{n} suggestions", long: "Too long for a question, which has up to {n} characters; try this message's menu, ⋯", example: "{from} — try this message's menu, ⋯",
};

let table = english;
const original = new Map();

/** w returns a phrase in the page's language; {name} stands for a value. */
export function w(key, values = {}) {
  return (table[key] ?? english[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** speak puts the page's own words in the language of a locale. */
export function speak(locale) {
  table = locale === "ko" ? korean : english;
  document.documentElement.lang = locale === "ko" ? "ko" : "en";
  for (const e of document.querySelectorAll("[data-w], [data-w-label], [data-w-placeholder]")) {
    if (!original.has(e)) original.set(e, { text: e.textContent, label: e.getAttribute("aria-label"), hint: e.placeholder });
    const was = original.get(e);
    if (e.dataset.w) e.textContent = table[e.dataset.w] ?? was.text;
    if (e.dataset.wLabel) e.setAttribute("aria-label", table[e.dataset.wLabel] ?? was.label);
    if (e.dataset.wPlaceholder) e.placeholder = table[e.dataset.wPlaceholder] ?? was.hint;
  }
}

/** label returns a name or description of the bot's table of commands in a locale. */
export function label(l, locale) {
  return l.locales?.[locale] ?? l.default;
}
