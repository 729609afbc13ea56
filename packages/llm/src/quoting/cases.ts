/** Questions over passages as search brings them: the right one among its neighbours. `answer` is in the quote; undefined: in none. */
export type QuotingCase = { question: string; passages: [title: string, text: string][]; answer: string | undefined };

const lease: [string, string] = [
  'Lease agreement',
  `## Term and notice

The lease begins on 1 March 2024 and runs for an indefinite time. Either party may terminate it in writing with three months'
notice to the end of a month.

## Rent

The monthly rent is 1,450 euros and is due on the third working day of each month. A deposit of two months' rent is paid
before the keys are handed over.

## Pets

Small animals such as hamsters and birds may be kept without permission. Dogs and cats need the landlord's written consent.`,
];
const handbook: [string, string] = [
  'Employee handbook 2025',
  `Vacation
Full-time employees receive 28 days of paid leave per calendar year. Up to five unused days may be carried over until 31 March
of the following year.

Sick leave
An employee who falls ill informs his or her supervisor before 9:00 am on the first day. A doctor's certificate is required
from the third day of illness.

Remote work
Working from home is possible on up to two days per week after the probation period. The probation period lasts six months.`,
];
const expenses: [string, string] = [
  'Travel and expenses policy',
  `Train journeys of more than two hours are booked in first class. Flights are booked in economy class; business class needs the
approval of the finance director. Hotel costs are reimbursed up to 140 euros per night. Receipts must be handed in within 30
days of the journey. Alcohol is not reimbursed.`,
];
const photosynthesis: [string, string] = [
  'Biology, chapter 4',
  `Photosynthesis is the process by which plants turn light into chemical energy. It takes place in the chloroplasts, which
contain the green pigment chlorophyll. Chlorophyll absorbs red and blue light and reflects green light, which is why leaves look
green. In the light reactions water is split and oxygen is released. The Calvin cycle then fixes carbon dioxide into sugar.`,
];
const curie: [string, string] = [
  'Marie Curie',
  `Marie Curie was born in Warsaw in 1867. She moved to Paris in 1891 to study physics at the Sorbonne. In 1898 she and her
husband Pierre discovered polonium and radium. She received the Nobel Prize in Physics in 1903 and in Chemistry in 1911. She
died of aplastic anaemia in 1934, most likely because of her exposure to radiation.`,
];
const router: [string, string] = [
  'X200 router manual',
  `# Resetting the device

To restore the factory settings, hold the reset button on the back for ten seconds until the power light blinks orange. All
settings including the Wi-Fi password are lost.

# Lights

A steady green light means that the internet connection is up. A red light means that no signal arrives at the DSL port.

# Technical data

- Weight: 420 g
- Power supply: 12 V, 2 A
- Wi-Fi standard: 802.11ax
- Maximum number of connected devices: 64`,
];
const quarterly: [string, string] = [
  'Q3 2024 report',
  `Revenue rose by 12 percent to 48.2 million dollars in the third quarter of 2024. Operating profit reached 6.1 million dollars,
compared with 5.4 million a year earlier. The number of employees grew to 412. Dr. Helen Brandt succeeded Mark Olsen as chief
financial officer on 1 August. The company expects revenue of 190 million dollars for the full year.`,
];
const bakery: [string, string] = [
  'Sourdough guide',
  `A starter is a mixture of flour and water in which wild yeast and lactic bacteria live. Feed it once a day with equal weights
of flour and water. The dough rests at 24 degrees for four hours and is folded every 45 minutes. Bake the loaf at 250 degrees for
20 minutes with steam, then at 210 degrees for another 25 minutes. The crust turns dark because sugars caramelise.`,
];
const network: [string, string] = [
  'Attention Is All You Need',
  `The Transformer is a model architecture that relies entirely on an attention mechanism to draw global dependencies between input
and output. The encoder is composed of a stack of N = 6 identical layers. We trained our models on one machine with 8 NVIDIA
P100 GPUs. The big models were trained for 300,000 steps (3.5 days). We used the Adam optimizer with β1 = 0.9.`,
];
const vaccine: [string, string] = [
  'Patient leaflet',
  `Do not use this medicine if you are allergic to ibuprofen. Adults take one tablet of 400 mg every six to eight hours. Do not
take more than three tablets in 24 hours. Possible side effects are heartburn, nausea and dizziness. Keep the medicine below 25
degrees and out of the reach of children. The medicine must not be taken in the last three months of pregnancy.`,
];
const castle: [string, string] = [
  'Visiting the castle',
  `The castle stands on a hill above the river Saale and was built between 1120 and 1156. It is open daily from 10 am to 6 pm from
April to October. Admission costs 9 euros for adults; children under six are free. Guided tours start at the main gate every
hour. Photography is permitted without flash. The tower was destroyed by lightning in 1763 and never rebuilt.`,
];
const api: [string, string] = [
  'API reference',
  `Every request carries the header X-Api-Key. A key is limited to 600 requests per minute; more are answered with status 429. Lists
come in pages of 50 entries and the field next_cursor names the next page. Webhooks are signed with HMAC-SHA256 in the header
X-Signature. Deleted records can be restored for 30 days.`,
];

const museum: [string, string] = [
  'Annual report of the city museum',
  `The museum welcomed 312,000 visitors in 2023, a third of them from abroad. Entry has been free for students since the council's
decision of 14 May 2021. The east wing was closed for renovation after water entered the cellar. Its director, Amara Okafor, was
appointed in 2019. The collection holds 18,400 objects, of which 1,100 are on show.`,
];
const security: [string, string] = [
  'Information security policy',
  `4.1 Passwords
Passwords have at least 14 characters and are never shared. They are changed only after a suspected breach.

4.2 Laptops
Hard disks of laptops are encrypted. A lost laptop is reported to the service desk within one hour. Private USB sticks must not be
connected to company computers.

4.3 Backups
Backups run every night at 02:00 and are kept for 90 days in a second data centre in Oslo.`,
];
const volcano: [string, string] = [
  'Volcanoes',
  `Magma that reaches the surface is called lava. Viscous magma traps gas, and the pressure makes eruptions explosive. Mount Pinatubo
erupted in June 1991 and cooled the climate of the whole earth by about half a degree, because sulphur dioxide formed droplets that
reflected sunlight. Shield volcanoes such as Mauna Loa have gentle slopes.`,
];
const contract: [string, string] = [
  'Service agreement',
  `§ 7 Liability
The supplier is liable for damage caused by gross negligence without limit. In all other cases liability is limited to the fees paid
in the preceding twelve months.

§ 8 Payment
Invoices are payable within 14 days of receipt. Late payments bear interest of 5 percent per year.

§ 9 Governing law
This agreement is governed by the laws of Denmark. The place of jurisdiction is Aarhus.`,
];
const trial: [string, string] = [
  'Trial of a sleep drug',
  `We enrolled 240 adults with chronic insomnia. Participants were randomly assigned to 10 mg of the drug or placebo. The primary
outcome was total sleep time, which rose by 41 minutes in the treated group (95% CI 28-54). Headache was the most frequent adverse
event. Nine participants withdrew. The study was funded by the Norwegian Research Council.`,
];
const garden: [string, string] = [
  'Growing tomatoes',
  `Sow the seeds indoors eight weeks before the last frost. Seedlings need at least 20 degrees to germinate. Water the plants at the
root and keep the leaves dry, since wet leaves catch blight. Remove the side shoots once a week. The fruit is ripe when it comes
off with a gentle twist.`,
];

const ask = (question: string, answer: string | undefined, ...passages: [string, string][]): QuotingCase => ({
  question,
  passages,
  answer,
});

export const quotingCases: QuotingCase[] = [
  ask('How long is the notice period of the lease?', "three months' notice", lease, handbook),
  ask('How much is the rent?', '1,450 euros', handbook, lease, expenses),
  ask('May I keep a dog?', 'Dogs and cats need', lease, castle),
  ask('When does the lease start?', '1 March 2024', expenses, lease),
  ask('How many vacation days do employees get?', '28 days', lease, handbook, expenses),
  ask("When do I need a doctor's certificate?", 'from the third day', vaccine, handbook),
  ask('How many days a week can I work from home?', 'two days per week', handbook, lease),
  ask('How long does the probation period last?', 'six months', lease, handbook),
  ask('What is the maximum hotel cost that is reimbursed?', '140 euros', expenses, handbook),
  ask('Who must approve business class flights?', 'finance director', handbook, expenses),
  ask('What is photosynthesis?', 'process by which plants', photosynthesis, bakery),
  ask('Why do leaves look green?', 'reflects green light', bakery, photosynthesis),
  ask('Where was Marie Curie born?', 'Warsaw', curie, photosynthesis),
  ask('When did Curie win the Nobel Prize in Chemistry?', 'Chemistry in 1911', photosynthesis, curie),
  ask('What did Marie and Pierre Curie discover?', 'polonium and radium', curie, network),
  ask('How do I restore the factory settings?', 'hold the reset button', api, router),
  ask('What does a red light mean?', 'no signal', router, photosynthesis),
  ask('How many devices can be connected to the router?', '64', api, router),
  ask('What was the operating profit in the third quarter?', '6.1 million', quarterly, expenses),
  ask('Who became chief financial officer?', 'Helen Brandt', expenses, quarterly),
  ask('How many employees does the company have?', '412', handbook, quarterly),
  ask('What is a sourdough starter?', 'mixture of flour and water', bakery, photosynthesis),
  ask('At what temperature is the loaf baked?', '250 degrees', vaccine, bakery),
  ask('How many GPUs were used for training the Transformer?', '8 NVIDIA', network, quarterly),
  ask('Which optimizer was used?', 'Adam', network, api),
  ask('What are the side effects of the medicine?', 'heartburn', vaccine, handbook),
  ask('When was the castle built?', 'between 1120 and 1156', castle, lease),
  ask('How much is admission for adults?', '9 euros', vaccine, castle),
  ask('What happens when I exceed the rate limit of requests per minute?', 'status 429', api, router),
  ask('How are webhooks signed?', 'HMAC-SHA256', lease, api),
  ask('How many people visited the museum in 2023?', '312,000', museum, castle),
  ask('Who is the director of the museum?', 'Amara Okafor', museum, expenses),
  ask('Why was the east wing closed?', 'water entered', castle, museum),
  ask('What is the minimum length of a password?', '14 characters', api, security),
  ask('What should I do if I lose my laptop?', 'within one hour', security, handbook),
  ask('Where are backups stored?', 'Oslo', security, api),
  ask('How long are backups retained?', '90 days', security, api),
  ask('What is lava?', 'Magma that reaches the surface', volcano, photosynthesis),
  ask('Why did the climate cool after Pinatubo?', 'sulphur dioxide', photosynthesis, volcano),
  ask('What law governs the agreement?', 'laws of Denmark', lease, contract),
  ask('When must invoices be paid?', 'within 14 days', contract, lease),
  ask('Is liability limited?', 'liability is limited to the fees', contract, security),
  ask('What was the most common side effect in the trial?', 'Headache', vaccine, trial),
  ask('Who financed the study?', 'Norwegian Research Council', trial, quarterly),
  ask('How many patients took part in the study?', '240 adults', trial, museum),
  ask('When should tomato seeds be sown?', 'eight weeks before', garden, bakery),
  ask('How do I know that a tomato is ripe?', 'gentle twist', bakery, garden),
  ask('Why should leaves stay dry?', 'blight', photosynthesis, garden),

  ask('What is the capital of Australia?', undefined, quarterly, castle),
  ask('How much does a parking space cost?', undefined, lease, castle, expenses),
  ask('When did Albert Einstein receive the Nobel Prize?', undefined, curie, photosynthesis),
  ask('What was the revenue in the first quarter of 2019?', undefined, quarterly, expenses),
  ask('How many days of parental leave do fathers get?', undefined, handbook, lease),
  ask('Does the router support IPv6?', undefined, router, api),
  ask('Who designed the castle garden?', undefined, castle, curie),
  ask('What is mitosis?', undefined, photosynthesis, bakery),
  ask('Which programming language is the backend written in?', undefined, api, network),
  ask('How do I bake a chocolate cake?', undefined, bakery, vaccine),
  ask('Is smoking allowed on the balcony?', undefined, lease, castle),
  ask('What BLEU score does the small model reach on German?', undefined, network, quarterly),
  ask('Where is the headquarters of the company?', undefined, quarterly, handbook),
  ask('What is the dosage for dogs?', undefined, vaccine, lease),
  ask('How do I export invoices as a spreadsheet?', undefined, api, expenses),
  ask('How much does a museum ticket cost for adults?', undefined, museum, security),
  ask('When did Krakatoa erupt?', undefined, volcano, museum),
  ask('Which antivirus software is installed?', undefined, security, router),
  ask('How tall is Mauna Loa?', undefined, volcano, castle),
  ask('What is the penalty for breach of confidentiality?', undefined, contract, security),
  ask('How old were the participants on average?', undefined, trial, museum),
  ask('How do I grow potatoes?', undefined, garden, bakery),
  ask('Who is the president of France?', undefined, curie, museum),
  ask('What fertilizer do roses need?', undefined, garden, photosynthesis),
  ask('Can I pay by credit card?', undefined, contract, castle),
];
