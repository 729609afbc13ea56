/**
 * The text of the sample handbook. The company is invented. `# ` and `## ` begin headings, `- ` a point of a list, everything else is a
 * paragraph.
 */
export const handbook = `# Brightwater Tools: Employee Handbook
Edition of March 2026. This handbook applies to everyone employed by Brightwater Tools in Halden, Leeds and Porto. It replaces the edition of January 2024. Where a contract of employment says something more favourable, the contract counts.
## About Brightwater
Brightwater Tools was founded in 1987 by the hydrologist Marit Solberg and the instrument maker Tom Ashdown. The company builds measuring stations for rivers, lakes and weather. In 2025 it employed 214 people: 131 in Halden, where the stations are developed and assembled, 58 in Leeds, where sales and customer support work, and 25 in Porto, where the software is written.
Decisions are taken as close to the work as possible. A team may spend up to 2,000 euros on equipment without asking anyone. Between 2,000 and 15,000 euros the head of department decides; above that the board does.
## Working hours
The regular working week has 37.5 hours. Core time, during which everyone can be reached, is from 10:00 to 15:00 local time on Monday to Thursday, and from 10:00 to 13:00 on Friday. The rest of the hours can be placed freely between 06:00 and 20:00.
Overtime has to be agreed with the team lead beforehand. It is compensated with time off at a rate of 1.5 hours for each hour; on Sundays and public holidays the rate is 2 hours. Time off for overtime must be taken within six months.
A break of at least 30 minutes has to be taken on days with more than six hours of work. The time between two working days is at least eleven hours.
## Working from elsewhere
Employees may work from home up to three days a week. Teams choose one common office day; in Halden it is Tuesday for most teams. Assembly, calibration and the warehouse cannot be done from home, and those who work there receive an attendance allowance of 90 euros a month instead.
Working from another country is possible for up to 20 working days a calendar year within the European Union, Norway and the United Kingdom. It has to be registered with the People team at least ten working days ahead, because of social insurance.
For the home workplace the company pays a one-off amount of 450 euros after the probation period. A laptop, a screen and a headset are provided from the first day.
# Leave
## Annual leave
Every employee has 27 days of paid annual leave per calendar year. After five years of service it is 29 days, and after ten years 31 days. The 24th and the 31st of December are free for everyone and are not counted.
Leave is requested in the Tide portal. A request for up to five days should be made two weeks ahead, a longer one six weeks ahead. The team lead answers within five working days; a request that was not answered by then counts as approved.
Up to eight days can be carried over into the next year. They have to be taken by 31 May, after which they expire, unless illness or parental leave stood in the way.
## Sick leave
Anyone who is ill informs the team lead before 09:30 on the first day. A doctor's certificate is needed from the fourth calendar day on. Pay continues in full for the first eight weeks; after that, the social insurance of the country takes over.
If a child under twelve is ill, each parent may stay at home with pay for up to ten days a year; single parents have twenty days.
## Parental leave
Parents receive 18 weeks of leave with full pay for each child, no matter whether it was born to them or adopted. It can be taken in up to three parts until the child's third birthday. Part-time work of at least 50 per cent is possible until the child's eighth birthday and cannot be refused for operational reasons.
## Other leave
- Marriage or registered partnership: two days
- Moving house: one day, once every two years
- Death of a partner, child or parent: five days; of another close relative: two days
- Volunteering with a registered charity: two days a year
- Giving blood: the time that is needed, at most half a day
After seven years of service, employees may take a sabbatical of three to six months. During that time 30 per cent of the salary is paid. A sabbatical is requested nine months ahead.
# Pay and expenses
## Salary
Salaries are paid on the 25th of each month; if that is a weekend or a holiday, on the last working day before it. All positions are assigned to one of eight pay bands, which can be read by everyone in the Tide portal. Salaries are reviewed every April.
A profit share is paid with the June salary if the operating margin of the year before was above 6 per cent. It is the same amount for everyone who worked full-time throughout the year. For 2025 it was 1,840 euros.
## Travel
Journeys of less than five hours are made by train. Flights within Europe are booked in economy class and need the agreement of the head of department. The company pays for hotels up to 140 euros a night, in London, Paris, Zurich and Oslo up to 190 euros.
The daily allowance for meals is 38 euros for a full day and 19 euros for days of arrival and departure. Meals that were provided by the host are deducted: 20 per cent for breakfast, 40 per cent each for lunch and dinner.
Expenses are handed in through the Tide portal within 30 days of the journey, with a receipt for each amount above 15 euros. They are reimbursed with the next salary if they arrive by the 10th of the month. For a private car 0.38 euros a kilometre are paid; for a bicycle it is 0.20 euros.
## Pension and insurance
The company pays 6 per cent of the gross salary into the pension scheme; employees pay at least 2 per cent. Contributions vest at once. Everyone is insured against accidents around the clock, at work and in private, from the first day of employment.
# Learning
Every employee has a learning budget of 1,200 euros and five working days a year. Books up to 60 euros each do not count against the budget. What was not used expires at the end of the year.
New colleagues are accompanied by a mentor from another team for six months. The probation period lasts four months; during that time the notice period is two weeks on both sides. Afterwards it is two months, and three months after five years of service.
# Safety and equipment
## In the workshop
Safety shoes and glasses are worn in the assembly hall and in the calibration basin area at all times. The calibration basin is 4.2 metres deep; nobody works at it alone, and life jackets are worn beyond the yellow line. Lithium batteries are charged only in the fire-proof room H-017.
Accidents and near misses are reported to the safety officer, Ingrid Vik, on the same day, by calling extension 112 in Halden or through the Tide portal. The assembly points are the car park in Halden, the north gate in Leeds and the courtyard in Porto.
## Computers and data
Laptops are encrypted and lock themselves after five minutes. Passwords have at least 14 characters and are kept in the company's password manager; a second factor is required for everything that can be reached from outside. A lost device is reported to the IT service within four hours, at any time of day.
Customers' measuring data belong to the customers. They may be used for the development of our products only with their consent in writing, and are deleted 90 days after the end of a contract.
Private use of laptops is allowed within reason. Company data may not be put into services that the IT service has not approved; the list of approved services is in the Tide portal under "Tools".
# Living together
Brightwater does not tolerate discrimination or harassment. Those who experience or see it can turn to their team lead, to the People team, or to the confidential advisers, Joana Prates in Porto and Daniel Okoro in Leeds. Reports can also be made without a name through the letter box next to the canteen in Halden. Every report is answered within ten working days.
Gifts from suppliers may be accepted up to a value of 40 euros and are reported to the head of department. Money is never accepted. Side jobs are allowed as long as they do not compete with Brightwater and do not exceed ten hours a week; they are reported to the People team before they begin.
Dogs are welcome in the Leeds and Porto offices on Wednesdays and Fridays, provided that everybody in the room agrees. In Halden they are not allowed, because of the clean assembly area.
## Questions
The People team answers questions about this handbook: people@brightwater.example, extension 200, Monday to Friday from 09:00 to 16:00. Suggestions for the next edition, which will appear in March 2028, are collected there too.
`;
