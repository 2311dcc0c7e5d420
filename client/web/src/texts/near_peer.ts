// What people read in a near-peer scheme, in English: the pages for everybody, and the programme director's
// desk. A section of the texts like those of en.ts, and by the same rules, but that the director's own pages
// show the director's own lists.

export const nearPeer = {
  links: {
    capabilities: 'What it shows for you',
    practice: 'Shared practice',
    poster: 'Poster',
    statement: 'Check a statement',
    director: 'For the programme director',
  },

  start: {
    heading: 'Somebody one step ahead',
    lead: 'Every foundation doctor is offered a near-peer supporter, as far as there are enough: a doctor of a higher grade, to meet, to write to and to ask.',
    what: {
      heading: 'What near-peer support is',
      items: [
        'Your supporter is at least one grade ahead of you, and gets in touch with you first.',
        'You talk about what you like: practical things, careers, how you are.',
        'How often and how is for the two of you to agree, in writing, at the start.',
        'You are encouraged to try it, and you need not.',
      ],
    },
    not: {
      heading: 'What it is not',
      items: [
        'It is not assessment or supervision, and no part of any formal process.',
        'It does not take the place of your educational supervisor, occupational health or your own doctor.',
        'It is not an emergency service: nobody watches it, and nothing is read at once.',
      ],
    },
    matching: {
      heading: 'Matching: for everybody to know',
      paragraphs: [
        'If you would like a supporter with a certain background or experience, you can say so, in your own words. It is met as far as possible, and you are told what could be met and what could not.',
        'If you say nothing, nothing is assumed: not from a name, a picture, a grade or a school. Blank does not mean “no”.',
        'Supporters may say in which respects they would be happy to be matched. Nobody has to, and it can be taken back at any time.',
      ],
    },
    choice: {
      heading: 'It stays your choice',
      paragraphs: [
        'You can opt out by telling the programme director, without a reason. Your supporter stays a named contact, and you can opt in again at any time, through either of them.',
        'If a pairing does not work, ask for another one. Nobody is at fault, and nobody asks why. The other person learns only that the pairing has changed.',
        'Either of you can withdraw at any time.',
      ],
    },
    limits: {
      heading: 'What stays between you',
      paragraphs: [
        'What you talk about stays between the two of you, except where there is a risk of harm to any person. Concerns about safety go to the programme director, by the principles of the General Medical Council.',
        'If you are a foundation doctor and worried about safety or about the programme director, telephone or speak with somebody: “If you need help now” names whom. The steps for serious concerns can be printed as a form.',
        'A supporter can also seal a serious concern, to the recipients whom they choose. What either of you writes to the director about the pairing goes to the director alone.',
        'This is not anonymous towards the programme director, who makes the pairs. The next page says exactly who knows what.',
      ],
      more: 'Who knows what',
    },
    supporters: {
      heading: 'Being a supporter',
      grades:
        'The grades of this scheme, from junior to senior: {grades}. A supporter is of a higher grade than the doctor whom they support, always.',
      paragraphs: [
        'Talk with your educational supervisor before you apply. If you have none, your appraiser or the director of medical education is told.',
        'Your supervisor is asked to say within {days} days if they have concerns. Their reasons stay between them and you.',
        'Nobody supports more than {cap} doctors at a time, and you may ask for fewer.',
        'The e-learning module on medical mentoring is strongly recommended beforehand.',
      ],
      more: 'What the role shows for you, and self-development time',
    },
    open: {
      heading: 'Your locker',
      text: 'You need a slip for a locker. Everybody gets one.',
      button: 'Go to your locker',
    },
  },

  help: {
    heading: 'If you are worried about somebody’s safety, or about the programme director',
  },

  // Instead of concern.paper.forWhom.
  paper:
    'Supporters can seal a concern in their locker, for the people whom they choose. A foundation doctor uses this form, or telephones; so does anybody when the service cannot be reached. Anybody may print it; nobody sees that you did.',

  privacy: {
    heading: 'In this near-peer scheme',
    paragraphs: [
      'The programme director makes the pairs. So the director knows who is paired with whom, and who has opted out. The service’s computer, the broker, knows neither. What you say to each other is known to the two of you alone, except where there is a risk of harm to any person.',
      'The promise below is about the broker. It is not made towards the director.',
      'Foundation doctors are put on the director’s list before they choose: with name, work e-mail address, grade and what they wish for in a supporter, and nothing else.',
      'Feedback that you give to your supporter is not anonymous: each pair is two people. Feedback about the scheme is, and is shown to the director in batches of five or more.',
    ],
    table: {
      caption: 'Who knows what',
      head: ['What', 'Director', 'Supporter', 'Doctor', 'Broker'],
      rows: [
        ['Who applied, their supervisor and characteristics', 'Yes', 'Their own', 'No', 'No'],
        [
          'Outcomes of reviews, reasons for an objection',
          'Not kept here',
          'Not kept here',
          'Not kept here',
          'Not kept here',
        ],
        ['Who is paired with whom, who has opted out', 'Yes', 'Their own', 'Their own', 'No'],
        ['The agreement, and what you say to each other', 'No', 'Yes', 'Yes', 'No'],
        ['Feedback about the scheme', 'In batches', 'No', 'Their own', 'No'],
        ['That somebody visited, and when', 'No', 'No', 'No', 'Yes'],
      ],
    },
  },

  capabilities: {
    heading: 'What the role shows for you',
    about: [
      'Near-peer support is good practice for the work of a supervisor. These are the domains of the General Medical Council’s “Generic Professional Capabilities framework”, and in our own words how supporting somebody can show them.',
      'Write about yourself: what you did, what you learnt, what you would do another time. Never write about the person whom you support in a way that anybody could recognise.',
    ],
    table: {
      caption: 'Domains of the framework',
      head: ['Domain', 'How the role can show it', 'What can be evidence'],
      rows: [
        [
          '1. Professional values and behaviours',
          'Keeping what you hear in confidence, knowing where confidence ends, being there when you said that you would.',
          'A reflection on confidentiality and its limits; your signed statement.',
        ],
        [
          '2. Professional skills',
          'Listening, asking open questions, handing over to somebody who can help more.',
          'A reflection on a conversation, without the other person in it.',
        ],
        [
          '3. Professional knowledge',
          'Knowing how training, rotas, leave and support are organised where you work.',
          'A list of local places to turn to that you have kept up to date.',
        ],
        [
          '4. Health promotion and illness prevention',
          'Talking early about sleep, breaks and one’s own doctor.',
          'A reflection on doctors’ health.',
        ],
        [
          '5. Leadership and team working',
          'Taking on a responsibility for a colleague, agreeing aims together, making room for another view.',
          'The agreement’s form, left blank; feedback from the person, if they agree.',
        ],
        [
          '6. Patient safety and quality improvement',
          'Acting on a risk of harm by the right way; telling the scheme what could be better.',
          'A reflection on raising a concern; an improvement that you suggested.',
        ],
        [
          '7. Safeguarding vulnerable groups',
          'Noticing when somebody needs more than a peer, and knowing whom to tell.',
          'Training, and a reflection on your limits.',
        ],
        [
          '8. Education and training',
          'Helping somebody to learn, giving constructive feedback and asking for it.',
          'The e-learning module’s certificate; your signed statement.',
        ],
        [
          '9. Research and scholarship',
          'Looking at what is known of near-peer support before you do it your way.',
          'A short review, or taking part in looking at the scheme.',
        ],
      ],
    },
    timeHeading: 'Self-development time',
    time: [
      'Meeting the doctor whom you support, preparing for it and reflecting on it are an acceptable use of self-development time, where your post has it.',
      'The programme director can confirm in a statement that you used such time, with the role, the period and a band of hours. It never says whom you supported, or how many.',
    ],
    statementHeading: 'A statement for your review or appraisal',
    statement:
      'Ask the programme director for a signed statement of your support. You can print it or save it as PDF with the browser’s “Print”, and anybody can check the file.',
    check: 'Check a statement',
  },

  statement: {
    heading: 'Check a statement',
    about:
      'A programme director signs statements for supporters. This page says whether one was signed by whoever was the director on its day of issue. It is checked on your device; nothing of it leaves it.',
    label: 'The statement',
    hint: 'All lines of it, from “Sotto statement 1” to “Signature”.',
    button: 'Check it',
    empty: 'Paste the statement',
    notOne:
      'This is not a whole statement, or something in it was changed. Paste all of its lines as they stand.',
    again: 'Check another one',
    holds: 'The statement holds',
    fails: 'The statement does not hold',
    findings: {
      good: 'The programme director of this scheme signed it.',
      not_signed: 'Its signature is wrong: it was changed, or never signed.',
      not_a_log: 'The log that this page has is none of a near-peer scheme.',
      other_scheme: 'It is of another scheme than this one. Check it on that scheme’s page.',
      not_the_director: 'Its key was not the programme director’s on the day of issue.',
    },
    rows: {
      scheme: 'Scheme',
      role: 'Role',
      name: 'Name',
      period: 'Period',
      hours: 'Hours',
      issued: 'Day of issue',
    },
    period: '{from} to {until}',
  },
  kinds: ['Near-peer supporter', 'Self-development time as a near-peer supporter'],
  hours: ['up to 5', '6 to 10', '11 to 20', 'more than 20'],

  practice: {
    heading: 'Shared practice',
    about:
      'What has worked for supporters. The programme director looks after this page; tell them what worked for you. There is no forum, which would be a record of who supports whom.',
    first: {
      heading: 'The first message',
      items: [
        'Say who you are and that you are their near-peer supporter, and offer half an hour, once.',
        'Say that they need not answer if it is not for them.',
        'Meet where nobody waits for either of you.',
      ],
    },
    going: {
      heading: 'Going on',
      items: [
        'Agree at the start, in writing, how often, how and until when.',
        'Ask before you advise. Often being heard is enough.',
        'Say early what you cannot do, and who can.',
        'After three months ask for feedback, and take it as a gift.',
      ],
    },
    limits: {
      heading: 'Your own limits',
      items: [
        'You may ask for fewer doctors, another pairing, or to withdraw. No reason is needed.',
        'If you are worried about somebody’s safety, use “If you need help now”, and the steps for serious concerns.',
      ],
    },
    elsewhere: 'People and places that can help',
    reading: {
      heading: 'To read and learn',
      items: [
        'The e-learning module on medical mentoring of e-Learning for Healthcare',
        'Near-peer schemes of other boards and trusts, such as buddy networks for new doctors',
      ],
    },
  },

  poster: {
    heading: 'Poster',
    about: 'To print and put up where foundation doctors and possible supporters see it.',
    print: 'Print',
    region: 'The poster',
    title: 'Be one step ahead for somebody',
    lines: [
      'Every foundation doctor here is offered a near-peer supporter, as far as there are enough: somebody of a higher grade to meet, to write to and to ask.',
      'Supporters build the skills of a supervisor, and evidence for the Generic Professional Capabilities. Self-development time counts.',
      'Talk with your educational supervisor, then with the programme director.',
    ],
    address: 'More at {site}',
  },

  director: {
    file: 'director.desk',
    pairsFile: 'pairs.csv',
    statementFile: 'statement.txt',
    start: {
      heading: 'For the programme director',
      about: [
        'Your desk is one file on your own machine, sealed by the seven words of your locker: applications, supporters, foundation doctors, pairs. You open it here, change it, and save it again. Nothing of it goes to the service.',
        'Keep a copy of the file: nobody else has one. The command line opens the same file.',
      ],
      open: 'Open your desk',
      none: 'You have no desk yet?',
      steps: [
        'Open a locker with a slip, as a recipient of serious concerns.',
        'In it, propose yourself for place {place}, which is the programme director’s here. Both leads sign.',
        'Open your locker again and choose “Begin the director’s desk”.',
      ],
      locker: 'Go to your locker',
    },
    begin: {
      heading: 'The director’s desk',
      text: 'An empty desk is a file, sealed by the seven words that open this locker. Begin one once. If you have a desk already, keep that one.',
      button: 'Begin the director’s desk',
      refused: 'The log does not have you as the programme director. Nothing was made.',
    },
    open: {
      heading: 'Open your desk',
      file: 'The desk’s file',
      fileHint: 'The file that you saved last, for example director.desk. It stays on this device.',
      words: 'Your seven words',
      wordsHint: 'Those of your locker, with spaces between them. They stay on this device.',
      noFile: 'Choose the desk’s file',
      noWords: 'Type your seven words',
      button: 'Open',
      busy: 'Opening your desk. This takes a few seconds.',
      refusals: {
        not_a_desk: 'This file is not a director’s desk. Choose another one.',
        wrong_words: 'These words do not open this desk. Look at each word and try again.',
        no_memory: 'This device has too little memory to make keys from words. Use another one.',
      },
      failed: 'The page could not load what the desk needs. Reload the page and try again.',
    },
    unsaved: {
      heading: 'The desk has changed',
      text: 'What you did is on this page alone until you save the desk.',
      button: 'Save the desk',
    },
    home: {
      heading: 'Your desk',
      cycle: 'Cycle of {date}',
      allPaired: 'Every foundation doctor has a supporter.',
      without: '{count} without a supporter.',
      before: 'Before a cycle',
      pairing: 'Pairing',
      through: 'Through the service',
      parts:
        'The desk has {parts} of {of} parts, and carries no letters without them. Ask the administrator for a slip for each that is missing.',
      after: 'Later',
      links: {
        notice: {
          name: 'A notice to supervisors',
          hint: 'With the dates of the scheme, to print or for your own mail.',
        },
        applications: {
          name: 'Take in applications',
          hint: 'A list that came on paper or by e-mail, as a CSV file.',
        },
        roster: { name: 'Supporters', hint: 'Who applied, who was told, who is eligible.' },
        doctorsIn: { name: 'Take in foundation doctors', hint: 'A cohort, as a CSV file.' },
        allocate: { name: 'Make the pairs', hint: 'By seniority, places and wishes.' },
        pairs: { name: 'Doctors and pairs', hint: 'Opting out and in, another pairing, leaving.' },
        letters: { name: 'Letters', hint: 'To supervisors, doctors and supporters.' },
        visit: {
          name: 'The desk’s visits',
          hint: 'On the visiting days: what the desk says to people, and what they say to you.',
        },
        notes: { name: 'Letters about a pairing', hint: 'What somebody wrote to you alone.' },
        statement: {
          name: 'A statement for a supporter',
          hint: 'Signed by you; a role, a period, a band of hours.',
        },
        feedback: { name: 'Feedback about the scheme', hint: 'In batches of five or more.' },
        handOver: {
          name: 'Hand the desk over',
          hint: 'To the programme director after you, once the leads have signed.',
        },
        takeOver: {
          name: 'Take a desk over',
          hint: 'From the programme director before you: a file, and a code that they tell you.',
        },
      },
      close: 'Close the desk',
      closeHint: 'Save it first. What was not saved is gone then.',
    },
    close: {
      heading: 'Close the desk?',
      changed:
        'The desk has changed since you saved it. Save it, or close it without saving: what you did since is gone then.',
      without: 'Close it without saving',
      saved: 'The desk is saved.',
    },
    import: {
      headings: { doctors: 'Take in foundation doctors', applications: 'Take in applications' },
      about:
        'A CSV file in UTF-8, with commas. The whole file is taken or nothing of it. It is read on this device.',
      columns: 'The first row has these names of columns:',
      columnsOf: {
        doctors: 'name,email,grade,wishes',
        applications:
          'name,email,supervisor,supervisor name,supervisor email,declaration,characteristics,module',
      },
      hints: {
        doctors:
          'Grades as in this scheme: {grades}. Wishes with semicolons between them, in the doctor’s own words; blank when they said nothing.',
        applications:
          'Supervisor: educational supervisor, appraiser, or director of medical education. Declaration: discussed, or to be told. Module: done, planned, or not yet. Characteristics with semicolons between them.',
      },
      file: 'The file',
      noFile: 'Choose a file',
      tooLarge: 'The file is larger than 4 MiB, or cannot be read',
      button: 'Take it in',
      bad: 'Nothing was taken in. Mend these lines, and take in the whole file again.',
      badTable: 'What is wrong',
      badHead: ['Line', 'Why'],
      more: 'There may be more: a hundred are named at most.',
      summary: 'Some lines of the file are wrong',
      done: 'Taken in',
      doneText: 'Everybody in the file is on the desk now: {count}.',
      goOn: 'Back to the desk',
    },
    roster: {
      heading: 'Supporters',
      none: 'Nobody has applied yet.',
      show: 'Show',
      all: 'Everybody',
      caption: 'Who applied',
      head: ['Name', 'Where they stand', 'Doctors', 'More'],
      load: '{doctors} of {places}',
      look: 'Look at',
      allTold: 'All who were not told: told today',
      allToldHint: 'When you have handed on the letters to all supervisors.',
      states: {
        eligible: 'Eligible in this cycle',
        'supervisor-not-told': 'The supervisor was not told yet',
        'window-open': 'The supervisor may still object',
        objected: 'The supervisor has concerns',
        'support-not-confirmed': 'Somebody has to take the educational supervisor’s place',
        'not-attested': 'Not attested in this cycle',
        withdrawn: 'Has left',
      },
    },
    supporter: {
      heading: 'A supporter',
      rows: {
        name: 'Name',
        email: 'E-mail',
        supervisor: 'Supervisor',
        declaration: 'Declaration',
        matchedOn: 'Happy to be matched on',
        module: 'E-learning module',
        grade: 'Grade, as attested last',
        load: 'Doctors',
        told: 'Supervisor told',
        closes: 'Consent is assumed from',
        state: 'Where they stand',
      },
      nothing: 'Nothing said',
      notYet: 'Not yet',
      supervisors: {
        educational: 'Educational supervisor',
        appraiser: 'Appraiser',
        'medical-education': 'Director of medical education',
      },
      discussed: 'Discussed with the educational supervisor',
      toBeTold: 'The person named here is to be told',
      modules: { done: 'Done', planned: 'Planned', 'not-yet': 'Not yet' },
      legend: 'What has happened?',
      empty: 'Choose what has happened',
      acts: {
        told: 'Their supervisor was told today',
        objected: 'Their supervisor has concerns. No reason is kept',
        supported: 'Somebody takes the educational supervisor’s place for them',
        attest: 'I attest that they are eligible in this cycle',
        places: 'They wish for another number of doctors',
        renew:
          'They lost their words, or their invitation: they get another. The invitation before, and a locker that used it, no longer count',
        leaves: 'They leave the scheme. Their pairs end',
        settled: 'What was written to me about a pairing of theirs is settled. The letters go',
        remove: 'Take them off the desk for good',
        theirs:
          'The other application is theirs: it takes the place of this one. Their earlier locker is nobody’s any more',
        'not-theirs': 'The other application is not theirs. It goes',
      },
      claim: {
        heading: 'Another application with this e-mail address',
        about:
          'It came from another locker. What somebody types as their address proves nothing: ask the person whom you know, then say below whether it is theirs.',
      },
      attestHint: 'Outcomes of reviews are not kept here, and neither are reasons.',
      grade: 'Their grade now',
      places: 'Doctors at a time, at most',
    },
    pairs: {
      heading: 'Doctors and pairs',
      result: 'The pairs',
      none: 'No foundation doctors are on the desk yet.',
      without: 'Without a supporter',
      caption: 'Foundation doctors',
      head: ['Name', 'Supporter', 'Why', 'More'],
      nobody: 'Nobody',
      look: 'Look at',
      save: 'Save the list of pairs',
      saveHint: 'A CSV file with names. Delete it when you are done.',
      met: 'Matched on: {words}',
      unmet: 'Could not match: {words}',
      later: 'Asked for since: {words}',
      standings: { in: 'In', 'opted-out': 'Opted out', withdrawn: 'Has left' },
      outcomes: {
        'not-yet': 'Not paired yet',
        kept: 'Kept',
        new: 'New',
        'nobody-senior': 'Nobody more senior has a place at all',
        'no-place': 'All places of more senior supporters are taken',
      },
    },
    doctor: {
      heading: 'A foundation doctor',
      rows: {
        name: 'Name',
        email: 'E-mail',
        grade: 'Grade',
        standing: 'In the scheme',
        supporter: 'Supporter',
        since: 'Since',
        why: 'Why',
        here: 'In the service',
      },
      here: 'Has come with their invitation',
      notHere: 'Has not come yet',
      legend: 'What has happened?',
      empty: 'Choose what has happened',
      acts: {
        'opts-out': 'They opt out. Their supporter stays a named contact',
        'opts-in': 'They opt in again',
        change: 'They, or their supporter, ask for another pairing',
        withdraws: 'They leave the scheme',
        grade: 'Their grade has changed',
        wishes: 'They would like something else in a supporter',
        renew:
          'They lost their words, or their invitation: they get another. The invitation before, and a locker that used it, no longer count',
        settled: 'What was written to me about a pairing of theirs is settled. The letters go',
        remove: 'Take them off the desk for good',
      },
      noReason: 'No reason is asked for or kept.',
      grade: 'Their grade now',
      wishes: 'What they would like',
      wishesHint:
        'Each on a line, in their words. Blank: nothing, which means nothing. It counts when a new pair is made for them.',
    },
    actRefusals: {
      no_such_row: 'There is nobody with this number.',
      withdrawn: 'They have left the scheme.',
      too_early: 'Their supervisor was not told yet.',
      not_a_grade: 'Choose one of the scheme’s grades.',
      not_senior: 'A supporter is above the lowest grade.',
      too_many_places: 'A supporter has at least one place, and no more than {cap}.',
      no_pair: 'They have no supporter.',
      known: 'Somebody with this e-mail address is on this list already.',
      full: 'The desk is full.',
      paired:
        'They are in a pair. First note that they leave, or that another pairing is asked for.',
      still_in: 'They take part in this cycle. First note that they leave.',
      notes: 'Somebody wrote to you about a pairing of theirs. First note that this is settled.',
      claim: 'An application with their e-mail address waits. First note whether it is theirs.',
      no_claim: 'No other application with their e-mail address waits.',
      not_wishes: 'Enter at most 8 lines, each of at most 40 characters and each line once.',
      outgrown:
        'Then a supporter would not be of a higher grade than the doctor. First attest the supporter’s new grade, or note that another pairing is asked for.',
    },
    takenOff: {
      what: 'Everything that the desk has of them goes, and letters that are on their way to them. Once the desk is saved, only an older copy of the file still has it: delete those.',
      heading: 'They are off the desk',
      text: 'Nothing of them is on the desk any more. Save it, and delete older copies of the file.',
    },
    allocate: {
      heading: 'Make the pairs',
      about: [
        'A supporter is always of a higher grade, nobody has more doctors than places, and a pair that was ended is not made again. Only what was declared counts.',
        'Among all ways to do that the one is taken that gives the most doctors a supporter, then moves the fewest pairs, then meets the most wishes, then spreads the load.',
        'It is computed on this device.',
      ],
      seed: 'Number that decides what is equal',
      seedHint:
        'The same number and the same lists give the same pairs. Leave it as it is if you have no reason.',
      seedError: 'Enter a whole number of at most nine digits',
      button: 'Make the pairs',
      busy: 'Computing …',
    },
    letters: {
      heading: 'Letters',
      legend: 'Which letters?',
      empty: 'Choose which letters',
      nobody: 'There is nobody to write to.',
      kinds: {
        notice: 'A notice to supervisors, without names',
        supervisors: 'To the supervisors who were not told yet',
        declined: 'To applicants who are not eligible and wait for nobody, all in the same words',
        introductions: 'To doctors and supporters: who supports whom',
        invitations: 'Invitations to everybody who has not come to the service',
      },
      sheet: 'Letters to print',
      sheetHint: 'Each on a page of its own. The service has none of it.',
      print: 'Print',
      save: 'Save as text',
      fileName: 'letters.txt',
      region: 'The letters',
      to: 'To {name} <{email}>',
    },
    letter: {
      notice: {
        to: 'To educational supervisors and doctors who supervise',
        paragraphs: [
          'Each foundation doctor is offered a near-peer supporter, as far as there are enough: a doctor of a higher grade, whom they may meet and write to. Doctors whom you supervise may ask you about becoming one. It builds supervision skills and the generic professional capabilities.',
          'When somebody applies, we write to you. Your agreement is assumed unless you answer within {days} days that you have concerns. We need to know no more than that: your reasons stay between you and the doctor.',
          'Pairs are introduced on {dates}.',
        ],
      },
      supervisor: {
        applied: '{name} has applied to be a near-peer supporter of foundation doctors.',
        discussed:
          '{name} has applied to be a near-peer supporter of foundation doctors, and tells us that they have discussed it with you.',
        answer:
          'If you have concerns about that, please answer within {days} days and say only that you have. If we hear nothing, we take it that you agree.',
        reasons: 'Please do not tell us your reasons, or the outcome of any review.',
      },
      declined:
        'Thank you for offering to be a near-peer supporter. We cannot take up your offer in this cycle. You are welcome to apply again for the next one, and your educational supervisor can help you with questions.',
      doctor: {
        none: 'We have no supporter for you yet. You are on our list, and we write again as soon as we have one.',
        supporter:
          'Your near-peer supporter is {name}, {grade}. They will get in touch with you; you need not do anything.',
        met: 'Matched on: {words}.',
        unmet: 'We could not match: {words}. Tell us if you would rather have another supporter.',
        later:
          'You have asked since for: {words}. It counts when a new pair is made for you, which you may ask for.',
        choice:
          'You are encouraged to try it, and you need not. Tell the programme director if you would like to opt out, to opt in again or to have another supporter. No reason is needed, and nobody is at fault.',
      },
      invitation: {
        what: 'With this invitation the service knows you as yourself to the programme director, who makes the pairs. It is for you alone, and works once:',
        how: [
          'Open a locker with the slip that came with this letter first, then give this invitation there.',
          'What you and the other of your pair write to each other, the director cannot read.',
        ],
      },
      supporter: {
        who: 'You support: {doctors}.',
        doctor: '{name}, {grade} <{email}>',
        introduce:
          'Please introduce yourself within {days} days, for example: “I am your near-peer supporter, one step ahead of you. Shall we meet for half an hour? If this is not for you, you need not answer.”',
        agree:
          'Agree at the start, in writing, how you want to do it. What you talk about stays between the two of you, except where there is a risk of harm to any person.',
      },
    },
    visits: {
      heading: 'The desk’s visits',
      about: [
        'The desk has lockers of its own, its parts. They visit on the scheme’s visiting days, all of them, one after the other, whether or not anything waits: so that nobody can tell by a visit of the desk that somebody said something.',
        'What the desk carries is what you saved last: who supports whom, and that a letter came. What comes is shown to you here, and is on this page alone until you save the desk.',
        'In the week after a cycle’s date they make three rounds a day. Visit on these days, and never because something has happened.',
      ],
      has: 'The desk has {parts} of {of} parts.',
      saveFirst: 'Save the desk first. Its parts carry what was saved.',
      button: 'Visit with all parts',
      busy: 'Part {part} of {of} is visiting. Each takes as long as every visit; leave this page open.',
      visitOpen:
        'A locker is open on this page, and there is one visit at a time. Leave this page, then open your desk again.',
      enrol: {
        heading: 'Give the desk a part',
        about:
          'Each part gets a locker by a slip from the stack that everybody’s slips come from. Save the desk after each of them.',
        label: 'Code of the slip',
        empty: 'Type the code of a slip',
        button: 'Make the part’s locker',
        busy: 'The part is making its first visit.',
      },
    },
    visited: {
      heading: 'What came',
      nothing: 'Nothing new.',
      news: {
        applied: '{name} has applied to be a supporter. Their supervisor is to be told.',
        'applied-again':
          '{name} has applied again. What they wrote takes the place of what was there.',
        'applied-elsewhere':
          'Somebody has applied with the e-mail address of {name} from another locker. Ask them, then say on their page whether it is theirs.',
        came: '{name} uses the service now.',
        'opted-out': '{name} has opted out. Nobody asks why.',
        'opted-in': '{name} is in again.',
        withdrew: '{name} has left the scheme.',
        'another-pairing': '{name} would like another pairing. It is nobody’s fault.',
        'about-relationship': '{name} wrote to you about their pairing.',
        wished:
          '{name} has changed what they would like in a supporter. It counts when pairs are made next.',
      },
      notes: 'Read the letters about a pairing',
      after: 'Save the desk now. Feedback about the scheme waits with the rest, for five or more.',
    },
    notes: {
      heading: 'Letters about a pairing',
      about: [
        'They are for you alone: the other of the pair is told nothing of them, and there is no answer through the service. Speak with whoever wrote before you do anything else.',
        'A risk to somebody’s safety is a serious concern and has a way of its own. If you are part of what somebody writes about, hand it on to the other recipient of serious concerns.',
      ],
      none: 'Nobody wrote any.',
      nobody: 'somebody of a pair that is over',
      who: '{from} about {about}, {date}',
    },
    handOver: {
      heading: 'Hand the desk over',
      about: [
        'Whoever follows you opens a locker, proposes themselves for the programme director’s place, and begins an empty desk. From the leads’ second signature on, the service takes them for the director, and people’s letters are sealed to them.',
        'They get your lists, pairs and letters, as a file that nobody but them can open, and with a code. They do not get your keys: what was sealed to you as a recipient of serious concerns stays yours to hand on.',
        'For doctors and supporters nothing changes but that somebody else signs.',
      ],
      saveFirst: 'Save the desk first.',
      button: 'Make the file for them',
      nobody:
        'The log has nobody else as the programme director. First they propose themselves for the place, and both leads sign.',
      then: [
        'Save the file, and give it to them any way you like.',
        'Tell them the code yourself, in person or by telephone, and never together with the file.',
        'Once they have it on their desk, delete yours and its copies. Its parts’ lockers end by themselves.',
      ],
      fileName: 'handed.desk',
      save: 'Save the file for them',
      code: 'The code. It is shown once:',
    },
    takeOver: {
      heading: 'Take a desk over',
      about: [
        'The programme director before you gives you a file and tells you its code. Everybody on their desk is on yours then. Afterwards give your desk its parts, each with a slip from the administrator, and within two weeks: what people say about the scheme is kept no longer. Everything else they repeat until your desk answers.',
      ],
      file: 'The file that they gave you',
      code: 'The code that they told you',
      noFile: 'Choose the file',
      noCode: 'Type the code',
      button: 'Take it over',
      refusals: {
        not_handed: 'This is no file of a desk that was handed over. Choose another one',
        not_yours:
          'The file does not open with this code and your desk: the code is another one’s, or the file is for somebody else',
        not_empty: 'Somebody is on this desk already. Open the empty one that you have begun',
      },
    },
    feedback: {
      heading: 'Feedback about the scheme',
      about:
        'Texts are put in and mixed. They are shown when five or more wait, all at once, and then they are gone from here. Ask people to name nobody in them.',
      label: 'Texts that came on paper, each on a line of its own',
      empty: 'Enter at least one text',
      bad: 'A text is one line of at most 600 characters; some count for two or more. None was taken in.',
      button: 'Put in',
      taken: 'They are in.',
      show: 'Show what waits',
      nothing: 'Feedback is shown when five or more wait.',
      batch: 'Feedback',
      keep: 'They are not on the desk any more. Keep or print what you need.',
    },
    statement: {
      heading: 'A statement for a supporter',
      about: 'It never says whom they supported, or how many.',
      who: 'Who is it for?',
      choose: 'Choose a supporter',
      kind: 'What does it state?',
      from: 'From when?',
      until: 'Until when?',
      hours: 'How many hours?',
      chooseHours: 'Choose hours',
      hand: 'How do they get it?',
      send: 'By a letter through the service, too',
      button: 'Sign',
      errors: {
        who: 'Choose a supporter',
        kind: 'Choose what it states',
        from: 'Enter the first day, for example 4 8 2027',
        until: 'Enter the last day, for example 1 12 2027',
        hours: 'Choose how many hours',
        backwards: 'The last day is before the first',
        not_over: 'The period is not over yet',
        not_here: 'They have not come to the service, or too much waits for them',
      },
      sheet: 'The statement',
      sheetHint: 'Print it, or save it as PDF with “Print”. The file can be checked by anybody.',
      print: 'Print',
      save: 'Save the file',
      region: 'The signed statement',
    },
  },
};
