/** From which score on an answer is called fair, and high. */
const FAIR = 0.3;
const HIGH = 0.6;

/** Every text of the page, in both languages. Functions take what they speak of. */
export const messages = {
  ko: {
    title: '한국어 기계 독해',
    lead: '글을 붙여 넣고 물어보세요. 답은 글에 적힌 말 그대로, 적힌 자리와 함께 알려 드립니다.',
    other: 'English',
    passage: '글',
    question: '질문',
    ask: '물어보기',
    cancel: '취소',
    retry: '다시 시도',
    examples: '이렇게 물어보세요:',
    wire: '주고받은 내용 (curl, JSON)',
    docs: 'API 문서',
    openapi: 'OpenAPI',
    privacy: '글과 질문은 물어볼 때에만 이 서비스로 보내며, 저장하거나 기록하지 않습니다.',
    reading: '읽는 중입니다…',
    done: (count, score) => (score < FAIR ? '확실하지 않은 답입니다.' : `답을 ${count}개 찾았습니다.`),
    none: '이 글에서 답을 찾지 못했습니다.',
    score: (score, percent) => `확신도 ${score < FAIR ? '낮음' : score < HIGH ? '보통' : '높음'} (${percent})`,
    noAnswerScore: (percent) => `글에 답이 없을 가능성 ${percent}`,
    show: '이 자리 보기',
    facts: (ms, windows, model) => `${ms}ms · 글 조각 ${windows}개 · 모델 ${model}`,
    moved: '글에서 자리를 확인하지 못한 답은 표시하지 않았습니다.',
    offline: '서버에 연결할 수 없습니다.',
    unreadable: '서버의 응답을 읽을 수 없습니다.',
    wait: (seconds) => `${seconds}초 뒤에 다시 물어볼 수 있습니다.`,
    again: '이제 다시 물어볼 수 있습니다.',
    requestId: (id) => `요청 번호 ${id}`,
  },
  en: {
    title: 'Korean machine reading',
    lead: 'Paste a Korean text and ask about it. The answer is the very words of the text, with their place.',
    other: '한국어',
    passage: 'Text',
    question: 'Question',
    ask: 'Ask',
    cancel: 'Cancel',
    retry: 'Try again',
    examples: 'Try:',
    wire: 'What went over the wire (curl, JSON)',
    docs: 'API document',
    openapi: 'OpenAPI',
    privacy: 'Text and question go to this service only when you ask; they are neither stored nor logged.',
    reading: 'Reading…',
    done: (count, score) =>
      score < FAIR ? 'This answer is not certain.' : count === 1 ? 'Found 1 answer.' : `Found ${count} answers.`,
    none: 'This text holds no answer to that.',
    score: (score, percent) => `${score < FAIR ? 'low' : score < HIGH ? 'fair' : 'high'} confidence (${percent})`,
    noAnswerScore: (percent) => `chance that the text holds no answer: ${percent}`,
    show: 'Show this place',
    facts: (ms, windows, model) => `${ms} ms · ${windows} window${windows === 1 ? '' : 's'} · model ${model}`,
    moved: 'Answers whose place could not be confirmed in the text are not marked.',
    offline: 'The server cannot be reached.',
    unreadable: 'The server’s reply could not be read.',
    wait: (seconds) => `You can ask again in ${seconds} s.`,
    again: 'You can ask again now.',
    requestId: (id) => `request ${id}`,
  },
};

export const example = {
  context:
    '달빛다리는 한빛시를 가로지르는 은하강에 놓인 길이 420m의 다리이다. ' +
    '건축가 윤서진이 설계를 맡아 1984년 3월에 공사를 시작했고, 1987년 5월에 개통하였다. ' +
    '다리가 생기기 전까지 사람들은 나루터에서 배를 타고 강을 건넜으며, 마지막 뱃사공은 박만수였다. ' +
    '2003년에는 태풍 소라의 영향으로 난간이 무너져 여덟 달 동안 통행이 금지되었다. ' +
    '복구 공사에는 모두 32억 원이 들었으며, 한빛시는 이때 다리의 조명을 새로 설치하였다. ' +
    '지금은 해마다 10월이면 다리 위에서 등불 축제가 열린다. ' +
    '이 축제는 2006년에 푸른솔 도서관이 처음 개최하였고, 첫해에는 약 4천 명이 찾았다.',
  questions: ['설계를 맡은 건축가는 누구인가요?', '마지막 뱃사공은 누구였나요?', '다리가 개통된 것은 언제인가요?'],
};
