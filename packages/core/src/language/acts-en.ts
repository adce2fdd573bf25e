import { type ActWords, anywhere, opening, whole } from './act-words.ts';

const HUMAN = '(?:real |actual |live |human |an? |the |your |my |some |another |other )*';
const STRONG_TARGET =
  '(?:human(?: being)?|representatives?|reps?|supervisors?|managers?|operator|live agent|real agent|real person|actual person|live person|human agent|someone real|somebody real|someone human|person in charge|boss)';
const ANY_TARGET =
  '(?:human(?: being)?|representatives?|reps?|supervisors?|managers?|operators?|agents?|persons?|people|someone|somebody|anyone|staff|employees?|customer (?:service|support|care)|support(?: team)?|service team|team member|specialist|boss)';
const TALK = '(?:talk|talking|speak|speaking|chat|chatting|discuss this)';

/** English. */
export const ENGLISH: ActWords = {
  filler: whole(
    'please|pls|plz|oh|ah|um|uh|hmm|well|so|and|then|now|just|yes|sir|madam|mam|maam|man|it|me|to|for|with|that|is|all|really|very|much|thanks|thank|you|thx|hi|hello|hey|again|too|indeed|actually|wait|hang|hold|on|er|erm|i|guess|think|lets|the|this|of|by|my|side|here|from|everything|all|looks|ta|mate|pal|love|bud|guys|folks|lads|ye',
  ),
  yes_word: whole(
    'ok|okay|okey|okie|k|kk|oki|sure|right|alright|allright|fine|great|perfect|good|exactly|correct|cool|lovely|excellent|awesome|wonderful|super|agreed|confirm|confirmed|confirming|do|proceed|true|approved|approve|accepted|accept|deal|affirmative|done|brilliant|brill|grand|nice|works|indeed',
  ),
  yes_opening: opening(
    'y|yes|yess+|yeah|yea|yeh|yep|yepp|yup|yupp|ya|yah|aye|ye',
    '(?!.*(?:^| )(?:not|dont|no|isnt|wasnt)(?: |$))(?:\\S+ ){1,4}(?:yes|yeah|yep|yup)$|(?:ok|okay) (?:yes|yeah|yep|then|sure|fine|np|no problem|no worries|cool|great|fair enough|got it|makes sense|understood)|thats it(?: please| thanks?)$|go on(?: then)?(?: please)?$|absolutely(?! not)|definitely(?! not)|certainly(?! not)|of course(?! not)|for sure|by all means|sure thing|with pleasure|naturally',
    '(?:please )?go (?:right )?ahead(?: please)?|go for it|(?:please )?(?:do|do it|do so|do that|make it so)(?: please| now)?$|(?:please )?do (?:it|that|this|so)|lets do (?:it|that|this)',
    '(?:ok|okay|sure|great|perfect|alright|fine)? ?(?:please )?(?:proceed|continue)(?: with)?',
    '(?:that|this|it|everything|all)(?: |s | is | all is |s all )?(?:absolutely |exactly |all |looks |look |sounds |seems |is )?(?:right|correct|fine|perfect|good|great|ok|okay|accurate|the one|true)$',
    '(?:that|this|it|which) works|works for me|(?:that |this |it |all |everything )?(?:looks|sounds|seems) (?:good|right|correct|fine|great|perfect|ok|okay)',
    'i (?:do )?(?:confirm|agree|accept|approve)|i am sure|im sure|i would like that|id like that|id love that|thats (?:me|mine|what i (?:want|need|meant))|very well|you got it|you may|no problem(?: at all)?$|no worries$|(?:thats |that is )?fine (?:by|with) me|okey ?dokey|(?:sure |yeah |yes )?why not$|(?:i )?(?:guess|suppose|think) so$|spot on|thats (?:right|it|correct|fine|perfect) now|thats the (?:one|ticket)|fixed now|(?:it is |its |thats |that is )?(?:solved|resolved|fixed)(?: now)?$',
    '👍.?|👌.?|✅|✔|☑|💯|🆗',
  ),
  firm_yes: opening(
    '(?:ok |okay |oh |well |so )?(?:y|yes|yess+|yeah|yea|yeh|yep|yepp|yup|yupp|ya|yah|aye)|(?:ok |okay |please |just |then )*(?:go (?:right )?ahead|go for it|proceed|(?:please )?do (?:it|so|that|this)|i (?:confirm|agree|accept|approve)|confirmed|(?:that|this|it|which) works)|👍.?|👌.?|✅|✔',
  ),
  no_opening: opening(
    'n|nope|nah|nay|noo+|no way|negative|never(?! ?mind)|no$|no(?= (?:i|im|id|ill|ive|it|its|that|thats|this|these|the|those|they|you|we|my|not|no|dont|do|does|please|thank|thanks|just|wait|sorry|keep|leave|never|nope|sir|madam|only|actually|absolutely|there|he|she|nothing|but|is|isnt|cancel|stop|in|at|to|for)(?: |$))',
    'not (?:quite|yet|really|exactly|at all|now|today|correct|right|that|this|ok|okay|good|the same|what i)|(?:absolutely|definitely|certainly|of course|probably|rather|better|please) not|hell no|no no',
    '(?:please )?(?:dont|do not)$|(?:please )?(?:dont|do not) (?!(?:know|have|want|need|remember|recall|see|like|think|understand|get|worry|you|mind|forget|hesitate)(?: |$))\\w+',
    '(?:that|this|it)(?:s| is| was| looks| seems)? (?:wrong|incorrect|not (?:right|correct|it|true|ok|okay|what i))|(?:that|this|it) (?:isnt|wasnt|doesnt look) (?:right|correct|it|what i)|(?:thats|its) not (?:right|correct|it|true|what i)|incorrect$|wrong$|false$',
    'i (?:dont|do not) (?:want (?:that|this)$|think so|agree|accept|confirm)|i disagree|i refuse|(?:it |this |that |the problem )?(?:is |its )?still (?:not|doesnt|does not|isnt|is not|wont|broken|unsolved|the same)|(?:it|this|that) still (?:not|doesnt|does not|isnt|is not|wont)|(?:it|that|this) (?:didnt|did not) (?:help|work|solve)|unfortunately not|im afraid not',
    '👎.?|❌|🚫|✖',
  ),
  not_no: opening('no (?:problem|worries|idea|clue|doubt|rush|hurry|longer|matter|one|wonder)'),
  contrast: anywhere(
    'but|except|only|however|apart from|other than|besides|although|without|instead|not the|not that|just not|rather|leave out|minus|(?:and|or|actually) no|(?<!why )(?:no|nah|nope|not)$',
  ),
  correction: anywhere(
    '(?:i|what i|i actually|i really) (?:mean|meant)(?! to say thank)',
    '^actually(?! (?:yes|no|yeah|nope|thats? (?:right|all|it)|thank|thanks|never)(?: |$))(?= .)',
    '^(?:oops|ops|whoops|my mistake|my bad|my apologies|correction|typo|let me correct|i misspoke|i mistyped|i made a mistake|i made a typo)',
    '^(?:(?:oh|sorry|oops|wait|its|it is|that is|thats|that was|this is) )*(?:the )?(?:wrong|incorrect)(?: (?:order|item|one|address|number|email|product|name|zip|size|colou?r|account|card|lamp|answer))?$',
    'i (?:gave|told|typed|sent|wrote|entered|picked|chose|selected|said|put in|used) (?:you |in )?(?:the |a |an |my )?(?:wrong|incorrect|other|old)',
    '(?:that|this|it)s? (?:is |was )?(?:not|isnt|wasnt) what i (?:asked|said|meant|want|wanted|mean|told)',
    '(?:you|you have|youve) (?:misunderstood|misread|misheard|got (?:it|that|me) wrong|picked the wrong|chose the wrong)|misunderst(?:ood|anding|and)',
    '^(?:that|this|it)(?:s| is| was| looks| seems)? (?:wrong|incorrect|not (?:right|correct|it|true))|^(?:that|this|it) (?:isnt|wasnt|doesnt look) (?:right|correct)|^(?:thats|its) not (?:right|correct|it|true)|^(?:no )?(?:that|this|it) (?:isnt|is not|wasnt|was not) (?:right|correct)',
    '(?:it|that) should(?: have)? (?:be|been)|not (?:that|this) one|(?:i|as i) said(?! (?:thank|bye|hello))|change that to|make (?:it|that) (?:the|a|an|size)',
  ),
  correction_with_no: anywhere(
    'the other|other one|another one|not (?:that|this|the)|wrong (?:one|item|order|address|number|name|email|card|product)|instead|rather|i (?:asked|want|wanted|need) the|its the|it is the|its my|the (?:first|second|third|last) one|should be|(?:isnt|is not|not) (?:right|correct)',
  ),
  never_mind: anywhere(
    'never ?mind|nvm|nevermind|forget (?:it|about it|that|this|about (?:that|this|the))|scratch that|(?:drop|skip) (?:it|this|that)$',
    '^(?:(?:please|just|ok|okay|no|lets|then|so) )*(?:leave|keep) (?:it|them|that|everything)(?: (?:as (?:it )?(?:is|are)|be|alone|then|please|there|like that))*$|leave (?:it|that) (?:as (?:it )?is|be|alone)',
    'i (?:dont|do not) (?:want|need) to (?:do|continue|go on|proceed|go ahead)(?: with)?(?: (?:this|it|that))?(?: anymore| any more| any longer)?|(?:dont|do not) (?:bother(?: (?:with (?:it|that|this)|then|anymore|any more|please))?$|worry about it)|(?:its|it is|thats|that is) (?:not (?:important|needed|necessary)|no longer (?:needed|necessary|relevant)|unnecessary)',
    '^(?:stop|stop (?:it|this|that|here)|abort|quit|start over|no need(?: anymore)?|not needed(?: anymore)?|back|cancel (?:this|that) (?:request|conversation|process))$',
    '(?:it|that|this) (?:doesnt|does not) matter(?: anymore)?$',
    '(?:dont|do not) (?:cancel|return|exchange|change|send|refund|do|withdraw|touch) (?:anything|any of (?:it|them)|(?:it|them) after all)(?: (?:after all|then|please|anymore|at all))*$',
  ),
  change_of_mind: anywhere(
    '(?:i )?(?:have |ve |ive )?changed? my mind|(?:on )?second thoughts?|(?:ill|i will|id rather|i would rather|i want to|ill just|let me) keep (?:it|them|everything|both)',
  ),
  reason: anywhere('because|since|cause|cuz|bc|as i|return|refund|exchange|cancel|send(?:ing)? back|swap'),
  person: anywhere(
    `${TALK} (?:to|with) ${HUMAN}${ANY_TARGET}`,
    `(?:connect|transfer|forward|put|pass|hand|escalate|redirect|switch|refer) (?:me |this |it |us |my case )?(?:over |on |up )?(?:to|with|through to|through|thru to) ${HUMAN}${ANY_TARGET}`,
    `(?:want|need|like|prefer|demand|require|get me|give me|call me|find me|have|send me|ask for|asking for|is there|are there|bring me|get|contact|reach|call) (?:to have |to see |to get |to contact |to reach )?${HUMAN}${STRONG_TARGET}`,
    '(?:get|give|send|find|bring) me (?:an? |the |your |another )?(?:agents?|person|someone|somebody)',
    `(?:need|want|like) (?:an? |the )(?:agent|person)(?: please| now)?$`,
    '(?:someone|somebody|anyone) (?:real|human)|real (?:person|human being|human)(?! (?:name|size))|escalate (?:this|it|my|the)',
    `(?:dont|do not|not|no longer|hate|stop|tired of|instead of|rather than|sick of)(?: want| like| wanna| going)?(?: to)?(?: be)? ?(?:${TALK}|deal|dealing|communicate|chatting)? ?(?:to|with)? (?:an? |this |the |your |any )?(?:bots?|robots?|machines?|chat ?bots?|ai|computer|automated \\w+)`,
    `let me ${TALK} (?:to|with)|can i ${TALK} (?:to|with) (?:an? )?\\w+ ?(?:agent|person|human)`,
    '(?:person|someone|somebody|agent|human) on (?:the |a )?(?:phone|line|call|chat)',
    '(?:can|could|may|will|would) (?:someone|somebody|anyone|a person|a human|a colleague(?: of yours)?|one of your colleagues|a member of (?:your |the )?(?:team|staff))(?: from (?:your|the) (?:team|side|company|shop|store))? (?:please )?(?:call|phone|ring|contact|help|answer|look|take|handle|deal|chase|sort|fix|check|reply|respond|get back)',
    `${TALK} w (?:an? |the |your )?(?:agent|person|human|rep|representative|someone|somebody)`,
    'no (?:more )?(?:bots?|robots?|machines?)(?: please| here)?$',
  ),
  not_person: anywhere(
    `(?:dont|do not|didnt|no need|not|never|already|why)(?: want| need| have| wish| like)?(?: to)? (?:${TALK}|transfer|connect|escalate|a |an )(?! (?:to|with) (?:an? |this |the )?(?:bots?|robots?|machines?|chat ?bots?|ai|computer))`,
    `(?:spoke|talked|spoken|chatted|was ${TALK})`,
  ),
  person_alone: whole(
    `(?:an? |the |your |real |live |human |actual |another )*(?:human(?: being| agent)?|agent|representative|rep|supervisor|manager|operator|person|live agent|live chat|customer (?:service|support|care)|support agent|live support|service agent|live person|staff|someone real|somebody real)`,
    '(?:please )?(?:just )?(?:transfer|escalate) (?:me|this|it)(?: please| now)?',
  ),
  thanks: anywhere(
    'thanks|thank (?:you|u|ya)|ta(?: very much| mate| love)?$|thankyou|thx|thanx|tnx|tysm|ty|many thanks|cheers|(?:much |really |i )appreciated?(?: it| that| your)?|appreciate (?:it|that|your|the)|grateful|🙏.?',
  ),
  greeting: opening(
    'hi|hii+|hello|helo|hey|heya|hiya|hallo|howdy|greetings|yo|good (?:morning|afternoon|evening|day)|morning|dear (?:sir|madam|team|support|customer|all)|👋.?',
  ),
  goodbye: anywhere(
    'bye|goodbye|good ?bye|bye bye|see (?:you|ya|u)(?: later| soon| around)?$|cya|have a (?:nice|good|great|lovely|wonderful|pleasant) (?:day|one|evening|night|weekend|afternoon|week|rest)|take care$|good night|so long|farewell|talk (?:to you )?later$',
  ),
  anger: anywhere(
    'ridiculous|unacceptable|outrageous|disgusting|disgraceful|pathetic|useless|incompetent|appalling|a disgrace|shameful|infuriating|absurd|unbelievable|(?:is|are|what) an? (?:absolute |complete |total )?(?:joke|scam|nightmare|shame|mess)|scammers?|thieves|rip ?off|ripped off',
    'fed up|(?:sick|tired) (?:and tired )?of|furious|(?:so|very|really|im|i am|getting) (?:angry|mad|annoyed|pissed|upset|frustrated)|pissed(?: off)?|had enough|losing (?:my )?patience|lost (?:my )?patience|last straw|waste of (?:my )?time|wasting my time',
    'wtf|what the (?:hell|heck|fuck|f)|ffs|fuck\\w*|shit\\w*|bullshit|damn(?:it)?|goddamn|crap|idiots?|morons?|stupid|dumb(?:ass)?|screw (?:you|this)|bloody hell|for (?:gods?|heavens|christs?) sake|sucks?|hell with',
    'worst (?:\\w+ )?(?:service|company|shop|store|experience|support|ever)|terrible (?:service|support|experience|company|shop)|(?:this is|thats|you are|youre|its|absolutely|just) (?:terrible|horrible|awful|insane|crazy|a scam)|horrible (?:service|support|experience)|awful (?:service|support|experience)',
    'never (?:again|(?:shop|shopping|buy|buying|order|ordering)(?: \\w+)? again)|how many (?:more )?times|(?:the |my )?(?:second|third|fourth|fifth|sixth|tenth|hundredth|3rd|4th|5th|2nd|umpteenth|nth) time (?:i|im|ive|this|that|now|already|you|we)|(?:asked|told|said|written|wrote|called|contacted|explained|complained)(?: this| it| that)?(?: to)?(?: you)? (?:already )?(?:twice|three times|four times|so many times|many times|several times|a (?:hundred|thousand) times|multiple times)',
    'thanks for nothing|(?:my|a) lawyer|sue you|take you to court|are you (?:kidding|serious|joking|deaf|blind|stupid)|you (?:people|guys|all) are|😡|🤬|😠|💢',
  ),
  dont_know: anywhere(
    '(?:i )?(?:really |honestly |just )?(?:dont|do not|didnt|wouldnt) (?:really |even )?(?:know|recall|remember)(?! (?:how|why|where|when))|dunno|idk|no (?:idea|clue)|not (?:so |really |quite |very |entirely )?(?:sure|certain)(?! (?:how|why))|unsure|(?:cant|cannot|can not|couldnt) (?:remember|recall|say|tell|find (?:it|that|the (?:number|order number|email)))|i (?:have |ve |ive )?forgot(?:ten)?(?: (?:it|that|the (?:number|order number)|my (?:order )?number))?$|(?:dont|do not) have (?:it|that|the (?:number|order number))(?: with me| at hand| handy| right now| anymore)?$|not that i know|beats me|🤷.?',
  ),
  all_of_them: anywhere(
    'all (?:of )?(?:them|it|these|those|(?:the |my |these |those )?(?:items|things|products|stuff|articles|pieces|goods))|every ?thing(?! (?:else|is|was|works|went|arrived|came|looks|seems|fine|ok|okay|correct|right|good|about|you|that is (?:right|correct)))|(?:the |my |this |that )?(?:whole|entire|complete) (?:order|thing|lot|purchase|set|package|delivery|shipment|cart)|every (?:single )?(?:item|one|piece|product|thing)(?! (?:else|is|was))|each (?:one )?of them|each item|all (?:two|three|four|five|six|seven|eight|nine|ten|\\d+)(?: of (?:them|these|those))?|both(?: (?:of (?:them|these|those|the items)|items|ones|products|things|please))$|both of (?:them|these|those)|the lot',
    '^(?:just )?(?:all|both)(?: please)?$',
  ),
  not_all: anywhere(
    '(?:tried|did|done|know|for|because of) everything|not (?:all|everything|both|the whole|the entire|every)|all (?:of )?(?:them|items) (?:are|were|is)',
  ),
  nothing_else: anywhere(
    'nothing (?:else|more|further|other|at the moment|for now|at all)?$|nothing (?:else|more|further)|(?:that|this)(?: is|s| will be|ll be| would be|d be) (?:all|everything)(?: (?:for (?:now|today|me)|i (?:need|needed|want|wanted)|thank|thanks|from|then|really|folks).*)?$|(?:im|i am|were|we are) (?:all )?(?:set|done|good|fine|sorted)(?: (?:now|for now|thanks?.*|then))?$|(?:all|everything is|everythings) (?:good|set|done|sorted)(?: (?:now|here|then|thanks?.*))?$|no (?:more|other|further) (?:questions?|requests?|issues?|things?|problems?)|no more$|thatll (?:be|do)(?: it)?$|not (?:right now|at the moment|for now|today)$|i have everything|no that (?:is|s) (?:all|it)',
  ),
  thats_it: anywhere(
    '(?:thats|that is|that was|that will be|thatll be) it(?: (?:for (?:now|today)|then|thanks?|thank you|really).*)?$',
  ),
  request: opening(
    '(?:(?:and|so|ok|okay|then|also|please|hi|hello|hey) )*(?:(?:can|could|would|will|wont|cant|couldnt) (?:you|u|we|i|someone|somebody|one)|may i|would it be possible|is it possible|how about|would you mind|is there (?:any|a) (?:way|chance|possibility))',
  ),
  request_to_tell: anywhere(
    '(?:tell me|let me know|explain|say|show me|advise|inform me|know|find out|check|confirm|clarify) (?:me )?(?:when|where|why|how|what|whats|which|who|if|whether)',
  ),
  exclamation: whole(
    '(?:oh |wait |sorry )?(?:seriously|really|for real|what|huh|sorry|pardon|(?:are )?you (?:serious|kidding|joking)(?: me)?|no way)',
  ),
  question_opening: opening(
    '(?:(?:and|so|ok|okay|then|also|please|hi|hello|hey|but|well|oh|there|just|quick question) )*(?:(?:when|where|why|how|who|which) (?:is|are|do|does|did|will|would|can|could|was|were|has|have|had|should|am|come|much|many|long|soon|often|far|big|on|the|s)|(?:when|where|why|how|who|what)s|what(?! i )|which \\w+|(?:is|are|was|were) (?:it|that|this|the|there|my|your|they|these|those|you|he|she|a|an)|(?:does|did|has|have) (?:it|that|this|the|my|your|they|you|he|she|i|we|anyone)|do (?:i|you|we|they|the|these)|will (?:it|that|this|the|my|i|they|there)|am i|(?:should|must) i)',
  ),
  question_part: opening(
    '(?:(?:and|so|but|then|ok|well) )*(?:how (?:much|many|long|soon|often|do|does|will|can)|when (?:do|does|will|can|would|is|are)|where (?:do|does|will|can|is|are)|what (?:about|if|happens|is|are|does|do|will)|which (?:one|card|order|item))',
  ),
  hold: anywhere(
    '(?:wait|hold on|hang on|hold off|stop)(?! (?:for|time|times|until it|till it))|(?:one|1|a|just a|give me a) (?:moment|sec|second|minute|min|mo)|not (?:yet|now|just yet|right now|until|till|before|so fast)|(?:let me|i need to|i have to|i want to|id like to|ill|i will|gotta|lemme) (?:just |first |quickly )*(?:think|check|ask|see|sleep|look|measure|talk|speak|find out)|let you know|get back to you|think (?:about|it over)',
  ),
  condition: anywhere(
    '(?:before (?:that|this|you|i|we)|(?<!the )first(?= |$)(?! (?:one|class|order|item|time|of all))|after (?:you|i|we)|once (?:you|i|we|its|it is)|when (?:you|i) (?:have|get|tell|know)|only (?:if|when|after|once)|if(?! not)|unless|provided|as long as|so long as|on condition|depends|depending|in case|tomorrow|later(?! on)|next (?:week|month)|tonight)',
  ),
  polite: anywhere(
    'if (?:you|u|ya) (?:can|could|dont mind|do not mind|would|will|please|like|may)|if (?:possible|thats ok|that is ok|thats okay|thats alright|its ok|it pleases)|if i (?:may|could)|if (?:its|it is) not too much trouble|wait (?:yes|yeah|yep|thats right|no)|as if',
  ),
  unsolved: anywhere(
    '(?:i |we |it |they |she |he )?still (?:dont|do not|doesnt|havent|have not|hasnt|didnt|cant|cannot|not|nothing|no|nowhere|waiting|missing|broken)|nothing (?:has |have )?(?:came|come|arrived|there|yet|happened|changed|shows|showing|on)|(?:doesnt|does not|didnt|dont|wont) (?:really )?(?:help|answer|solve|work|explain)|(?:not|isnt|wasnt) (?:what i asked|good enough|helpful|much help|acceptable|there)|havent (?:got|had|received|seen|heard)|no (?:sign|trace|use|good|help)|too late|(?:needed|need|wanted) it (?:today|now|yesterday|tonight|by)',
  ),
};
