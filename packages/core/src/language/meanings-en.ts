import type { Meanings } from './meanings.ts';

/** English. */
export const ENGLISH_MEANINGS: Meanings = {
  wrapping: `a an the i you he she it we they me him her us them my your his its our their mine yours myself yourself
    am is are was were be been being isnt arent wasnt do does did doing dont doesnt didnt can could cant cannot couldnt will would wont
    wouldnt shall should may might must have has had having havent hasnt im ive id ill youre theres thats its whats lets
    how what when where which who whom whose why if whether then than as so to of for in on at by with from into onto about and or but not
    no yes there here this that these those any some each every all both such very too also just only even really quite please pls hi hello
    hey thanks thank thx ok okay sorry sir madam want wanna need like know tell ask say said see look let try get got gets getting gotten go
    goes going went make makes made take takes took put use used using give gives
    still yet already now today yesterday tomorrow ago again ever never always soon once well much many more most lot bit
    one two three first something anything everything nothing question wonder wondering possible way ways able happen happens happened
    up out off over through after before while because since until till`,
  asks: 'how when where who which what why',
  opens: 'how when where who which what why is are am was were do does did can could will would should may have has',
  irregular: {
    sent: 'send', paid: 'pay', broke: 'break', broken: 'break', lost: 'lose', came: 'come', bought: 'buy', brought: 'bring',
    kept: 'keep', left: 'leave', spoke: 'speak', spoken: 'speak', forgot: 'forget', forgotten: 'forget', forgetting: 'forget',
    wrote: 'write', written: 'write', chose: 'choose', chosen: 'choose', found: 'find', meant: 'mean', sold: 'sell', told: 'tell',
    tore: 'tear', torn: 'tear', wore: 'wear', worn: 'wear', withdrew: 'withdraw', withdrawn: 'withdraw', fell: 'fall', fallen: 'fall',
    received: 'receive', people: 'person', colours: 'colour', color: 'colour', colors: 'colour', cheques: 'cheque', paying: 'pay',
  },
  groups: [
    'return, send back, give back, bring back, take back, hand back, ship back, way back',
    'refund, reimburse, reimbursement, repay, repayment, money back, pay back, get back',
    'pay, payment, checkout',
    'charge, debit, deduct, take money',
    'cost, price, fee, charge, how much, free, expensive, cheap, nothing, pay',
    'how long, how many day, how many week, how much time, how soon, time limit, deadline, period, duration, until when',
    'instalment, installment, in part, monthly',
    'gift card, voucher, gift voucher, gift certificate, gift code',
    'invoice, bill, receipt',
    'company, business, firm, corporate, enterprise',
    'tax number, tax id, vat, vat number',
    'password, passcode, login, credentials, passphrase',
    'forget, dont remember, cant remember, do not remember, can not remember, lose',
    'sign in, log in, login',
    'account, profile',
    'delete, erase, erasure, remove, close, deactivate, cancel',
    'data, information, privacy',
    'email, e mail, mail',
    'change, alter, modify, update, edit, amend, correct, correction',
    'exchange, swap, replace, replacement, switch, change',
    'another, different, other',
    'cancel, cancellation, call off, abort',
    'order, purchase',
    'buy, purchase',
    'contract, purchase, order',
    'parcel, package, packet, shipment, box, pack',
    'deliver, delivery, arrive, arrival, come, get here, receive',
    'send, ship, shipping, dispatch, post, shipment',
    'track, trace, follow, locate, whereabouts, where is',
    'late, delay, overdue, behind',
    'lose, disappear, vanish, missing, go astray',
    'missing, lack, absent, incomplete, not in, not inside',
    'damage, break, crack, smash, shatter, defect, defective, faulty, fault, tear, broke, in piece',
    'wrong, incorrect, mistaken, not what i order',
    'item, product, article, thing, good',
    'person, human, agent, somebody, someone, staff, employee, representative, operator, colleague',
    'talk, speak, chat, call, contact, reach, write',
    'machine, robot, bot, chatbot, computer, program, software, artificial intelligence, ai',
    'opening hour, hour, schedule, available, availability, when is somebody, when is someone',
    'seller, shop, vendor, merchant, store, retailer',
    'answer, reply, respond, response, ignore, silent, unresponsive',
    'complaint, complain, grievance, claim',
    'dispute, disagree, object, objection, appeal, contest, unfair, not agree',
    'decision, decide, ruling, verdict',
    'guarantee, warranty',
    'cover, coverage, include',
    'withdraw, withdrawal, revoke, change my mind',
    'repair, fix, mend',
    'choose, choice, select, pick',
    'address, home',
    'neighbour, neighbor',
    'carrier, courier, postman, postal service',
    'label, sticker',
  ],
};
