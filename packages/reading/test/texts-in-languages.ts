/** A long and a short text in many languages, with the encodings that people wrote the language in before UTF-8, by iconv's names. */
export type WrittenText = { language: string; encodings: string[]; long: string; short: string };

const western = ['windows-1252', 'iso-8859-15', 'macintosh', 'cp850', 'cp437'];
const central = ['windows-1250', 'iso-8859-2', 'cp852'];
const cyrillic = ['windows-1251', 'koi8-r', 'iso-8859-5', 'cp866', 'maccyrillic'];

export const writtenTexts: WrittenText[] = [
  {
    language: 'German',
    encodings: [...western, 'windows-1250'],
    long: 'Die Fähre fährt täglich außer sonntags um halb acht. Für größere Gepäckstücke müssen Gäste vorher anrufen; die Gebühr beträgt fünf Kronen. Die Brücke über die Mühlgasse wird im März geöffnet.',
    short: 'Name;Straße\nMüller;Größenweg 4\nJäger;Am Bühl\n',
  },
  {
    language: 'French',
    encodings: western.slice(0, 4),
    long: 'Le bac part à sept heures et demie, sauf le dimanche. Les élèves de l’école voisine déjeunent à bord. À Noël, la traversée est gratuite pour les enfants âgés de moins de dix ans, où qu’ils habitent.'.replaceAll(
      '’',
      "'",
    ),
    short: 'Prénom;Ville\nHélène;Sète\nFrançois;Orléans\n',
  },
  {
    language: 'Spanish',
    encodings: western,
    long: '¿Cuándo abre la estación? El señor Núñez contestó que mañana, según la época del año. Los niños pequeños viajan gratis los sábados; la información está también en la página del puerto.',
    short: 'Apellido;Año\nMuñoz;1998\nGarcía;2001\n',
  },
  {
    language: 'Portuguese',
    encodings: western.slice(0, 4),
    long: 'A estação fica à direita da praça. As crianças não pagam até aos doze anos; os avós também têm desconto. Informações são dadas na recepção, às terças e às quintas, pelo José.',
    short: 'Cidade;Região\nSão João;Açores\nÉvora;Alentejo\n',
  },
  {
    language: 'Swedish',
    encodings: western,
    long: 'Färjan går varje dag utom på söndagar. Små båtar får ligga kvar över natten, men större måste betala en avgift på fyra kronor. Räddningsvästar finns på övre däck.',
    short: 'Namn;Ort\nÅsa;Malmö\nJörgen;Västerås\n',
  },
  {
    language: 'Danish',
    encodings: western.slice(0, 4),
    long: 'Færgen sejler hver dag undtagen søndag. Små både må ligge ved kajen natten over, men større skal betale en afgift på fire kroner. Redningsveste findes på øverste dæk, og børn rejser gratis.',
    short: 'Navn;By\nSøren;Århus\nKjær;Køge\n',
  },
  {
    language: 'Polish',
    encodings: central,
    long: 'Prom odpływa codziennie oprócz niedzieli o wpół do ósmej. Większy bagaż należy zgłosić wcześniej; opłata wynosi pięć złotych. Dzieci poniżej dziesięciu lat podróżują bezpłatnie, jeśli są z rodzicami.',
    short: 'Imię;Miasto\nŁukasz;Łódź\nŻaneta;Gdańsk\n',
  },
  {
    language: 'Czech',
    encodings: central,
    long: 'Přívoz jezdí každý den kromě neděle v půl osmé. Větší zavazadla je třeba ohlásit předem; poplatek činí pět korun. Děti mladší deseti let cestují zdarma, pokud jedou s rodiči.',
    short: 'Jméno;Město\nJiří;Třebíč\nŽofie;Děčín\n',
  },
  {
    language: 'Hungarian',
    encodings: central,
    long: 'A komp vasárnap kivételével minden nap fél nyolckor indul. A nagyobb csomagokat előre be kell jelenteni; a díj öt korona. A tíz évnél fiatalabb gyerekek ingyen utaznak, ha a szüleikkel jönnek.',
    short: 'Név;Város\nErzsébet;Győr\nÁrpád;Szűcsi\n',
  },
  {
    language: 'Croatian',
    encodings: ['windows-1250', 'iso-8859-2'],
    long: 'Trajekt vozi svaki dan osim nedjelje u pola osam. Veću prtljagu treba prijaviti ranije, a pristojba iznosi pet kuna. Djeca mlađa od deset godina putuju besplatno ako dođu s roditeljima.',
    short: 'Ime;Grad\nŽeljko;Šibenik\nAnđela;Čakovec\n',
  },
  {
    language: 'Turkish',
    encodings: ['windows-1254', 'cp857'],
    long: 'Vapur pazar dışında her gün yedi buçukta kalkıyor. Büyük eşyalar için önceden haber verilmesi gerekir; ücret beş kurondur. On yaşından küçük çocuklar aileleriyle birlikte ücretsiz yolculuk eder.',
    short: 'Ad;Şehir\nAyşe;Eskişehir\nÇağrı;Muğla\n',
  },
  {
    language: 'Lithuanian',
    encodings: ['windows-1257', 'cp775'],
    long: 'Keltas plaukia kasdien, išskyrus sekmadienį, pusę aštuonių. Apie didesnį bagažą reikia pranešti iš anksto; mokestis yra penkios kronos. Vaikai iki dešimties metų keliauja nemokamai, jei važiuoja su tėvais.',
    short: 'Vardas;Miestas\nŽydrūnas;Šiauliai\nRūta;Panevėžys\n',
  },
  {
    language: 'Latvian',
    encodings: ['windows-1257', 'cp775'],
    long: 'Prāmis kursē katru dienu, izņemot svētdienas, pusastoņos. Par lielāku bagāžu jāpaziņo iepriekš; maksa ir piecas kronas. Bērni līdz desmit gadu vecumam brauc bez maksas, ja ir kopā ar vecākiem.',
    short: 'Vārds;Pilsēta\nJānis;Rēzekne\nIlze;Cēsis\n',
  },
  {
    language: 'Russian',
    encodings: cyrillic,
    long: 'Паром ходит каждый день, кроме воскресенья, в половине восьмого. О крупном багаже нужно сообщить заранее; плата составляет пять крон. Дети до десяти лет едут бесплатно, если они с родителями.',
    short: 'Имя;Город\nСергей;Тверь\nАнна;Псков\n',
  },
  {
    language: 'Ukrainian',
    encodings: ['windows-1251', 'koi8-u', 'iso-8859-5'],
    long: 'Пором ходить щодня, крім неділі, о пів на восьму. Про великий багаж треба повідомити заздалегідь; плата становить п’ять крон. Діти до десяти років їдуть безкоштовно, якщо вони з батьками.'.replaceAll(
      '’',
      "'",
    ),
    short: "Ім'я;Місто\nСергій;Київ\nОлена;Чернівці\n",
  },
  {
    language: 'Bulgarian',
    encodings: ['windows-1251', 'iso-8859-5', 'cp866'],
    long: 'Фериботът тръгва всеки ден без неделя в седем и половина. За по-голям багаж трябва да се съобщи предварително; таксата е пет крони. Деца до десет години пътуват безплатно с родителите си.',
    short: 'Име;Град\nГеорги;Пловдив\nЕлена;Бургас\n',
  },
  {
    language: 'Greek',
    encodings: ['windows-1253', 'iso-8859-7', 'cp737'],
    long: 'Το πορθμείο φεύγει κάθε μέρα εκτός Κυριακής στις επτάμισι. Για μεγαλύτερες αποσκευές πρέπει να ειδοποιήσετε εγκαίρως· το τέλος είναι πέντε κορόνες. Άτομα κάτω των δέκα ετών ταξιδεύουν δωρεάν.'.replaceAll(
      '·',
      '.',
    ),
    short: 'Όνομα;Πόλη\nΓιώργος;Πάτρα\nΕλένη;Βόλος\n',
  },
  {
    language: 'Hebrew',
    encodings: ['windows-1255', 'iso-8859-8', 'cp862'],
    long: 'המעבורת יוצאת בכל יום חוץ משבת בשעה שבע וחצי. על מטען גדול יש להודיע מראש, והתשלום הוא חמישה כתרים. ילדים עד גיל עשר נוסעים בחינם אם הם באים עם הוריהם.',
    short: 'שם;עיר\nדוד;חיפה\nשרה;עכו\n',
  },
  {
    language: 'Hebrew with points',
    encodings: ['windows-1255'],
    long: 'בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ. וְהָאָרֶץ הָיְתָה תֹהוּ וָבֹהוּ וְחֹשֶׁךְ עַל פְּנֵי תְהוֹם.',
    short: 'שָׁלוֹם לָכֶם יְלָדִים',
  },
  {
    language: 'Arabic',
    encodings: ['windows-1256', 'iso-8859-6'],
    long: 'تغادر العبارة كل يوم ما عدا الأحد في السابعة والنصف. يجب الإبلاغ عن الأمتعة الكبيرة مسبقا، والرسم خمس كرونات. يسافر الأطفال دون العاشرة مجانا إذا كانوا مع والديهم.',
    short: 'الاسم;المدينة\nأحمد;القاهرة\nفاطمة;دمشق\n',
  },
  {
    language: 'Thai',
    encodings: ['windows-874', 'tis-620'],
    long: 'เรือข้ามฟากออกทุกวันยกเว้นวันอาทิตย์เวลาเจ็ดโมงครึ่ง สัมภาระขนาดใหญ่ต้องแจ้งล่วงหน้า ค่าธรรมเนียมห้าบาท เด็กอายุต่ำกว่าสิบปีเดินทางฟรีหากมากับผู้ปกครอง',
    short: 'ชื่อ;เมือง\nสมชาย;เชียงใหม่\n',
  },
  {
    language: 'Japanese',
    encodings: ['shift_jis', 'euc-jp', 'utf-16le', 'utf-16be'],
    long: '渡し船は日曜日を除いて毎日七時半に出ます。大きな荷物は前もって知らせてください。料金は五クローネです。十歳より小さい子供は親と一緒なら無料で乗ることができます。',
    short: '名前;町\n田中;大阪\nサトウ;札幌\n',
  },
  {
    language: 'Chinese',
    encodings: ['gbk', 'gb18030', 'utf-16le', 'utf-16be'],
    long: '渡船除星期日外每天七点半出发。较大的行李必须提前通知，费用为五克朗。十岁以下的儿童如果与父母同行，可以免费乘坐。请不要在甲板上吸烟。',
    short: '姓名;城市\n王小明;北京\n李芳;上海\n',
  },
  {
    language: 'Chinese, traditional',
    encodings: ['big5'],
    long: '渡船除星期日外每天七點半出發。較大的行李必須提前通知，費用為五克朗。十歲以下的兒童如果與父母同行，可以免費乘坐。請不要在甲板上吸煙。',
    short: '姓名;城市\n王小明;臺北\n陳美玲;高雄\n',
  },
  {
    language: 'Korean',
    encodings: ['euc-kr', 'utf-16le', 'utf-16be'],
    long: '나룻배는 일요일을 제외하고 매일 일곱 시 반에 출발합니다. 큰 짐은 미리 알려 주셔야 하며 요금은 오 크로네입니다. 열 살 아래의 어린이는 부모와 함께라면 무료로 탈 수 있습니다.',
    short: '이름;도시\n김민수;서울\n박지영;부산\n',
  },
  {
    language: 'English with a sign or two',
    encodings: ['windows-1252', 'utf-16le', 'utf-16be'],
    long: 'The ferry leaves every day except on Sundays – at half past seven. “Larger pieces” must be announced beforehand; the fee is £5. Passengers’ children travel for free. Café on the upper deck, €3 per cup…',
    short: 'Name,Fee\nCafé “Anchor”,£5\n',
  },
];
