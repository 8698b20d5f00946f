"""News stories in many languages, written for these tests, each told in several ways.

A `Told` holds a story of six sentences; an edited form of the third and fourth, and the fifth in
other words; two sentences on other matters; and a report of the same event by somebody who saw
none of the others, which has the names and figures and no wording of them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event as told in one language."""

    language: str
    story: tuple[str, ...]
    edited: tuple[str, str]
    """The third and fourth sentence with some words exchanged, added or dropped."""
    paraphrase: str
    """The fifth sentence in other words and another order."""
    other: tuple[str, str]
    """Sentences on other matters."""
    independent: tuple[str, ...]
    """The event told by another reporter."""
    space: str = " "
    """What stands between two sentences."""

    def joined(self, *sentences: str) -> str:
        """Sentences as one paragraph."""
        return self.space.join(sentences)


GERMAN = Told(
    language="de",
    story=(
        "In der Nacht zum Mittwoch ist auf der Elster bei Großwiesa ein Ausflugsschiff gegen einen "
        "Brückenpfeiler gestoßen.",
        "An Bord waren 84 Gäste einer Betriebsfeier, von denen neun leicht verletzt wurden.",
        "Die Wasserschutzpolizei vermutet, dass die Steuerung des vierzig Jahre alten Schiffes kurz "
        "vor dem Aufprall ausgefallen ist.",
        "Der Kapitän habe noch versucht, die Maschinen rückwärts laufen zu lassen, sagte eine "
        "Sprecherin der Behörde.",
        "Die Reederei kündigte an, alle ihre Schiffe vor Beginn der Sommersaison von unabhängigen "
        "Gutachtern überprüfen zu lassen.",
        "Die Brücke bleibt gesperrt, bis Taucher die Fundamente untersucht haben.",
    ),
    edited=(
        "Nach ersten Erkenntnissen vermutet die Wasserschutzpolizei, dass die Steuerung des vierzig "
        "Jahre alten Dampfers kurz vor dem Aufprall versagt hat.",
        "Der Kapitän habe vergeblich versucht, die Maschinen rückwärts laufen zu lassen, sagte eine "
        "Sprecherin.",
    ),
    paraphrase="Noch ehe die Sommersaison beginnt, sollen unabhängige Gutachter sämtliche Schiffe der "
    "Reederei überprüfen, wie diese ankündigte.",
    other=(
        "Im Stadtpark blühen seit dem Wochenende die ersten Magnolien.",
        "Für seine Kinderabteilung sucht der Turnverein noch zwei Übungsleiter.",
    ),
    independent=(
        "Schreck auf dem Wasser: Die Fahrt eines Dampfers endete in Großwiesa an einem Pfeiler der "
        "Elsterbrücke.",
        "Neun Menschen kamen mit Prellungen davon, berichtete der Rettungsdienst am Morgen.",
        "Gefeiert hatte dort die Belegschaft einer Möbelfabrik.",
        "Warum das Boot vom Kurs abkam, ist noch offen.",
        "Autofahrer müssen vorerst einen Umweg über Kleinwiesa nehmen.",
    ),
)

FRENCH = Told(
    language="fr",
    story=(
        "Un incendie a détruit dans la nuit de lundi à mardi la halle du marché de Saint-Orens-la-"
        "Rivière, construite en 1887.",
        "Une cinquantaine de pompiers ont lutté pendant six heures contre les flammes, attisées par "
        "un vent violent.",
        "Selon le procureur, le feu est parti d’un tableau électrique que la commune devait remplacer "
        "au printemps prochain.",
        "Les trente-deux commerçants qui louaient un étal seront accueillis provisoirement sous un "
        "chapiteau, a promis la maire.",
        "Le département versera une aide d’urgence aux marchands dont les réserves ont été perdues "
        "dans le sinistre.",
        "Aucun blessé n’est à déplorer.",
    ),
    edited=(
        "D’après le procureur, le feu est parti d’un vieux tableau électrique que la mairie devait "
        "remplacer au printemps.",
        "Les trente-deux commerçants qui louaient un étal seront accueillis dès samedi sous un "
        "chapiteau, a assuré la maire.",
    ),
    paraphrase="Aux marchands qui ont perdu leurs réserves dans le sinistre, une aide d’urgence sera "
    "versée par le département.",
    other=(
        "Le club de pétanque organise son tournoi annuel sur la place des Tilleuls.",
        "Jeudi matin ouvriront les inscriptions à l’école de musique.",
    ),
    independent=(
        "Il ne reste que des poutres noircies du marché couvert de Saint-Orens-la-Rivière.",
        "Réveillés par des explosions, les riverains ont assisté impuissants à l’effondrement du toit.",
        "L’enquête confiée à la gendarmerie privilégie la piste accidentelle.",
        "Un boucher installé là depuis vingt ans raconte avoir tout laissé derrière lui.",
        "La municipalité réunira les habitants mercredi soir.",
    ),
)

SPANISH = Told(
    language="es",
    story=(
        "El ayuntamiento de Valdeserena aprobó el jueves la demolición del antiguo silo de trigo que "
        "se levanta junto a la estación.",
        "El edificio, de treinta metros de altura, lleva cerrado desde 1994 y perdió parte de la "
        "cubierta en un temporal.",
        "Los técnicos municipales advirtieron de que las paredes podrían venirse abajo antes del "
        "próximo invierno si no se actúa con rapidez.",
        "En su lugar se construirá una biblioteca con sala de lectura para niños, según explicó la "
        "concejala de Cultura.",
        "Una asociación de vecinos ha reunido más de dos mil firmas para pedir que se conserve al "
        "menos la torre.",
        "Las obras comenzarán en septiembre.",
    ),
    edited=(
        "Los técnicos del municipio avisaron de que las paredes podrían venirse abajo antes del "
        "invierno si no se actúa con rapidez.",
        "En su lugar se construirá una biblioteca pública con sala de lectura para niños, explicó "
        "ayer la concejala de Cultura.",
    ),
    paraphrase="Para pedir que al menos se conserve la torre, los vecinos han reunido en una asociación "
    "más de dos mil firmas.",
    other=(
        "La cosecha de aceituna será este año la más corta de la década.",
        "El equipo juvenil de baloncesto viajará el domingo a la costa.",
    ),
    independent=(
        "Adiós al gigante de hormigón que durante décadas guardó el grano de Valdeserena.",
        "El pleno votó su derribo con los únicos reparos de la oposición.",
        "Antonia Lucena, que nació enfrente, recuerda las colas de carros cada verano.",
        "Todavía no se conoce cuánto costará retirar los escombros.",
        "Algunos jóvenes reclaman un espacio para conciertos.",
    ),
)

RUSSIAN = Told(
    language="ru",
    story=(
        "В посёлке Верхняя Ручьёвка в ночь на пятницу обрушилась крыша старого Дома культуры.",
        "В здании никого не было, но под обломками оказались костюмы и декорации народного театра.",
        "По словам инженеров, деревянные балки не выдержали тяжести мокрого снега, который не "
        "убирали с начала января.",
        "Администрация района обещала выделить на восстановление здания восемнадцать миллионов "
        "рублей из резервного фонда.",
        "Жители посёлка уже собрали деньги на новые костюмы и предложили артистам репетировать в "
        "школьном спортзале.",
        "Премьера весеннего спектакля перенесена на май.",
    ),
    edited=(
        "Как считают инженеры, деревянные балки не выдержали тяжести мокрого снега, который никто не "
        "убирал с начала января.",
        "Администрация района пообещала выделить на ремонт здания восемнадцать миллионов рублей из "
        "резервного фонда.",
    ),
    paraphrase="Деньги на новый костюм для каждого артиста собраны жителями посёлка; репетиции им "
    "предложено проводить в спортзале школы.",
    other=(
        "На городском катке в субботу пройдут соревнования для школьников.",
        "Пекарня у вокзала стала открываться на час раньше.",
    ),
    independent=(
        "Верхняя Ручьёвка осталась без сцены: клуб, построенный ещё в пятидесятые, лежит в руинах.",
        "Сторож услышал треск около двух часов и успел отбежать к воротам.",
        "Руководитель театра Нина Сазонова плакала, глядя на сломанный занавес.",
        "Следователи выясняют, кто отвечал за уборку кровли.",
        "Глава посёлка просит не подходить близко к стенам.",
    ),
)

ARABIC = Told(
    language="ar",
    story=(
        "أعلنت بلدية وادي النخيل يوم الأحد إغلاق الجسر القديم فوق النهر أمام الشاحنات ابتداءً من "
        "الشهر المقبل.",
        "وقال المهندسون إنهم عثروا على شقوق عميقة في ثلاث من الدعامات التي بنيت قبل ستين عاما.",
        "وستضطر الشاحنات القادمة من الميناء إلى سلوك الطريق الصحراوي الذي يزيد طوله على أربعين "
        "كيلومترا.",
        "وتقدر تكلفة إصلاح الجسر بنحو سبعة ملايين دينار، ولم تحدد البلدية موعدا لبدء الأعمال.",
        "وطالب أصحاب المتاجر في السوق المجاورة بتعويضات عن الخسائر التي سيسببها غياب الزبائن.",
        "هل يعاد فتح الجسر قبل العيد؟",
    ),
    edited=(
        "وستضطر جميع الشاحنات القادمة من الميناء إلى سلوك الطريق الصحراوي الذي يزيد طوله على خمسين "
        "كيلومترا.",
        "وتقدر تكلفة إصلاح الجسر بنحو سبعة ملايين دينار، دون أن تحدد البلدية موعدا لبدء العمل.",
    ),
    paraphrase="أما المتاجر في السوق المجاورة فقد طالب أصحابها بأن تعوضهم البلدية عن خسائر سيسببها "
    "غياب زبائنهم.",
    other=(
        "يفتتح متحف المدينة معرضا جديدا للخزف في بداية الصيف.",
        "فاز فريق المدرسة الثانوية ببطولة الشطرنج للمرة الثانية.",
    ),
    independent=(
        "حالة من القلق تسود وادي النخيل بعد القرار المفاجئ بشأن المعبر التاريخي.",
        "يقول السائق سالم الراوي إن رحلته اليومية ستطول ساعتين.",
        "أظهر فحص أجراه خبراء من الجامعة أن الخرسانة متآكلة.",
        "سيبقى العبور مسموحا للمشاة والسيارات الصغيرة.",
        "ويجتمع المجلس المحلي يوم الثلاثاء لمناقشة البدائل.",
    ),
)

CHINESE = Told(
    language="zh",
    space="",
    story=(
        "青石镇水务局周二通报，镇北的蓄水池因管壁开裂漏水，约三千户居民的供水受到影响。",
        "抢修人员连夜开挖路面，找到了两处直径超过十厘米的裂口。",
        "水务局负责人说，这段管道铺设于一九八二年，早已超过设计使用年限，原定明年更换。",
        "镇政府在六个居民点设置了临时取水站，并安排十二辆水车轮流送水。",
        "学校食堂改用桶装水做饭，镇医院推迟了所有不紧急的手术。",
        "预计周四中午可以恢复正常供水。",
    ),
    edited=(
        "水务局负责人表示，这段管道铺设于一九八二年，早已超出设计使用年限，原计划明年更换。",
        "镇政府随后在六个居民点设置了临时取水站，并调来十二辆水车轮流送水。",
    ),
    paraphrase="镇医院把不紧急的手术都推迟了，学校食堂做饭也改用桶装水。",
    other=("今年的茶叶节将在四月举行。", "老街的书店重新开门迎客。"),
    independent=(
        "拧开龙头却没有一滴水，青石镇许多人周二早晨吃了一惊。",
        "家住北街的刘阿姨提着两只桶，排了半个小时的队。",
        "有商店的矿泉水不到中午就卖光了。",
        "记者在现场看到，几台挖掘机还在作业。",
        "官方承诺尽快查明事故责任。",
    ),
)

JAPANESE = Told(
    language="ja",
    space="",
    story=(
        "霧ヶ沢町は木曜日、町営の温泉施設「山ぼうしの湯」を来年三月末で閉館すると発表した。",
        "施設は一九九一年に開業し、最も多い年には十八万人が訪れた。",
        "町によると、ボイラーの老朽化が進み、修理には少なくとも二億円かかる見通しだという。",
        "利用者は十年前の半分以下に減っており、赤字の穴埋めに毎年四千万円の税金が使われてきた。",
        "町は跡地の使い道について、秋までに住民の意見を聞く会を三回開くことにしている。",
        "従業員十四人には町内の別の職場を紹介する。",
    ),
    edited=(
        "町の説明では、ボイラーの老朽化が進み、修理には少なくとも二億五千万円かかる見通しだ。",
        "利用者は十年前の半分以下まで落ち込み、赤字の穴埋めに毎年四千万円の税金が使われてきた。",
    ),
    paraphrase="跡地の使い道をめぐり、住民の意見を聞く会が秋までに三回、町によって開かれる。",
    other=("駅前の花壇に小学生が球根を植えた。", "図書館は来週から開館時間を延ばす。"),
    independent=(
        "長年親しまれた霧ヶ沢の湯が、とうとう姿を消す。",
        "常連の女性は「ここで友だちができたのに」と肩を落とした。",
        "議会では存続を求める声もあったが、燃料の値上がりが決め手になった。",
        "最終日には無料で入浴できる催しが計画されている。",
        "観光協会は客足への影響を心配する。",
    ),
)

UKRAINIAN = Told(
    language="uk",
    story=(
        "У середу вранці в селищі Тиха Долина зупинився єдиний млин, який постачав борошно "
        "дванадцятьом пекарням району.",
        "Причиною стала пожежа в приміщенні з електродвигунами, яку рятувальники гасили понад п’ять "
        "годин.",
        "Власник підприємства повідомив, що нове обладнання замовлять у сусідній області, а монтаж "
        "триватиме щонайменше шість тижнів.",
        "До того часу пекарні купуватимуть борошно за сорок кілометрів, тому хліб може подорожчати "
        "на дві гривні.",
        "Районна влада пообіцяла покрити пекарям половину витрат на перевезення зерна та борошна.",
        "Ніхто з працівників не постраждав.",
    ),
    edited=(
        "Власник млина повідомив, що нове обладнання вже замовили у сусідній області, а монтаж "
        "триватиме не менше шести тижнів.",
        "До того часу пекарні купуватимуть борошно за сорок кілометрів, через що хліб може "
        "подорожчати на дві гривні.",
    ),
    paraphrase="Половину того, що пекарі витратять на перевезення борошна й зерна, пообіцяла покрити "
    "влада району.",
    other=(
        "Шкільний хор готує різдвяну програму з народних пісень.",
        "На стадіоні встановили нові лави для глядачів.",
    ),
    independent=(
        "Тиха Долина прокинулася від сирени: над дахом млина стояв чорний дим.",
        "За словами сусідів, спершу згасло світло на всій вулиці.",
        "Пекарка Оксана Лісова боїться, що до свят не встигне спекти замовлені короваї.",
        "Експерти перевіряють, чи була справною проводка.",
        "Директор дякує всім, хто допоміг винести мішки.",
    ),
)

SWAHILI = Told(
    language="sw",
    story=(
        "Serikali ya wilaya ya Mtoni imetangaza Jumatatu kwamba kivuko cha zamani kitaacha kufanya "
        "kazi mwezi wa Aprili.",
        "Wahandisi waligundua nyufa kubwa katika sehemu ya chini ya chombo hicho kilichojengwa miaka "
        "thelathini iliyopita.",
        "Wakazi wa kisiwa cha Pembeni watalazimika kutumia mashua ndogo za wavuvi hadi kivuko kipya "
        "kitakapowasili kutoka Mombasa.",
        "Mkuu wa wilaya alisema ununuzi wa kivuko kipya utagharimu shilingi bilioni mbili ambazo "
        "tayari zimetengwa katika bajeti.",
        "Wafanyabiashara wa soko la samaki wanahofia kwamba bei za usafiri zitapanda na wateja "
        "watapungua.",
        "Hakuna ajali iliyotokea.",
    ),
    edited=(
        "Wakazi wa kisiwa cha Pembeni sasa watalazimika kutumia mashua ndogo za wavuvi mpaka kivuko "
        "kingine kitakapowasili kutoka Mombasa.",
        "Mkuu wa wilaya alieleza kuwa ununuzi wa kivuko kipya utagharimu shilingi bilioni mbili "
        "ambazo tayari zimetengwa.",
    ),
    paraphrase="Hofu ya wafanyabiashara katika soko la samaki ni kupungua kwa wateja na kupanda kwa bei "
    "za usafiri.",
    other=(
        "Shule ya msingi ya Uzima imepata maktaba mpya yenye vitabu elfu moja.",
        "Mvua za masika zinatarajiwa kuanza wiki ijayo.",
    ),
    independent=(
        "Safari za kuvuka maji huko Mtoni zimefikia mwisho baada ya ukaguzi wa usalama.",
        "Mama Rehema Juma, anayeuza nyanya, hajui atafikaje sokoni.",
        "Nahodha wa meli hiyo anasema alitoa onyo mwaka jana.",
        "Vijana wameanza kukarabati boti zao ili kupata abiria.",
        "Kamati maalumu itakutana na wananchi Ijumaa.",
    ),
)

GEORGIAN = Told(
    language="ka",
    story=(
        "სოფელ ზემო წყაროში ორშაბათს ძლიერმა წვიმამ მდინარეზე გადებული ძველი ხიდი დაანგრია.",
        "ასორმოცი ოჯახი ქალაქთან კავშირის გარეშე დარჩა, რადგან სხვა გზა მეწყერმა ჩაკეტა.",
        "მაშველებმა მოსახლეობას ვერტმფრენით მიაწოდეს საკვები, წამლები და სამი ტონა სასმელი წყალი.",
        "მუნიციპალიტეტის ინფორმაციით, დროებითი ლითონის ხიდის აწყობას სულ მცირე ათი დღე "
        "დასჭირდება.",
        "სკოლის დირექტორმა განაცხადა, რომ მოსწავლეები გაკვეთილებს სოფლის ბიბლიოთეკაში გააგრძელებენ.",
        "დაშავებულები არ არიან.",
    ),
    edited=(
        "მაშველებმა სოფლის მოსახლეობას ვერტმფრენით მიაწოდეს საკვები, მედიკამენტები და სამი ტონა "
        "სასმელი წყალი.",
        "მუნიციპალიტეტის ცნობით, დროებითი ლითონის ხიდის აწყობას სულ მცირე ორი კვირა დასჭირდება.",
    ),
    paraphrase="გაკვეთილების გაგრძელება სოფლის ბიბლიოთეკაში მოუწევთ მოსწავლეებს, როგორც სკოლის "
    "დირექტორი აცხადებს.",
    other=(
        "მუზეუმმა ძველი ფოტოების გამოფენა გახსნა.",
        "ადგილობრივი გუნდი კვირას ფინალში ითამაშებს.",
    ),
    independent=(
        "ზემო წყაროს მცხოვრებლებს ღამით ხმაურმა გააღვიძა: წყალმა ბოძები წაიღო.",
        "ნინო მელაძე ამბობს, რომ ასეთი ადიდება არასოდეს უნახავს.",
        "მთავრობის წარმომადგენელი ადგილზე სამშაბათს ჩავა.",
        "გეოლოგები ფერდობს აკვირდებიან.",
        "მეზობელი სოფლები დახმარებას სთავაზობენ.",
    ),
)

AMHARIC = Told(
    language="am",
    story=(
        "በደብረ ሰላም ከተማ የሚገኘው ትልቁ የእህል መጋዘን ሰኞ ሌሊት በእሳት ቃጠሎ ወደመ።",
        "በመጋዘኑ ውስጥ የነበረው አራት ሺህ ኩንታል ስንዴ ሙሉ በሙሉ መቃጠሉን ፖሊስ አስታውቋል።",
        "የእሳት አደጋ ሠራተኞች ቃጠሎውን ለማጥፋት ከሰባት ሰዓታት በላይ እንደፈጀባቸው የከተማው ከንቲባ ተናግረዋል።",
        "መንግሥት ለተጎዱት ገበሬዎች በአንድ ወር ጊዜ ውስጥ ካሳ እንደሚከፍል ቃል ገብቷል።",
        "የአካባቢው ነጋዴዎች የእህል ዋጋ በሚቀጥሉት ሳምንታት እንዳይጨምር ስጋት አድሮባቸዋል።",
        "የቃጠሎው መንስኤ እየተጣራ ነው።",
    ),
    edited=(
        "የእሳት አደጋ ሠራተኞች ቃጠሎውን ለመቆጣጠር ከሰባት ሰዓታት በላይ እንደፈጀባቸው የከተማዋ ከንቲባ ተናግረዋል።",
        "መንግሥት ለተጎዱት ገበሬዎች በሁለት ወር ጊዜ ውስጥ ካሳ እንደሚከፍል ቃል ገብቷል።",
    ),
    paraphrase="በሚቀጥሉት ሳምንታት የእህል ዋጋ ይጨምራል የሚል ስጋት በአካባቢው ነጋዴዎች ላይ አድሯል።",
    other=("የትምህርት ቤቱ ተማሪዎች አዲስ መጽሐፍት ተቀበሉ።", "የእግር ኳስ ውድድሩ እሁድ ይጀመራል።"),
    independent=(
        "ጭስ ከሩቅ የታየው የደብረ ሰላም ነዋሪዎች ከእንቅልፋቸው ሲነሱ ነበር።",
        "ወይዘሮ አበበች ታደሰ ያጠራቀሙት ሁሉ እንደጠፋ ይናገራሉ።",
        "መርማሪዎች ምስክሮችን እያነጋገሩ ይገኛሉ።",
        "የእርዳታ ድርጅቶች ድጋፍ ለመስጠት ተዘጋጅተዋል።",
        "ጥበቃው በሰላም ማምለጡ ታውቋል።",
    ),
)

VIETNAMESE = Told(
    language="vi",
    story=(
        "Ủy ban nhân dân huyện Sơn Tịnh Tây hôm thứ Ba quyết định đóng cửa cây cầu treo bắc qua sông "
        "Lam Hà từ tháng sau.",
        "Đoàn kiểm tra phát hiện ba sợi cáp chính bị gỉ sét nặng và nhiều tấm ván đã mục.",
        "Hơn bốn trăm học sinh ở bờ bên kia sẽ phải đi đò đến trường cho đến khi cầu mới được xây "
        "xong.",
        "Theo phòng giao thông huyện, cây cầu bê tông mới sẽ tốn khoảng hai mươi tỷ đồng và hoàn "
        "thành trong mười bốn tháng.",
        "Người dân đề nghị chính quyền trang bị áo phao và hỗ trợ tiền vé đò cho các gia đình nghèo.",
        "Chưa có ai bị thương.",
    ),
    edited=(
        "Hơn bốn trăm học sinh ở bờ bên kia sẽ phải đi thuyền đến lớp cho đến khi cây cầu mới được "
        "xây xong.",
        "Phòng giao thông huyện cho biết cây cầu bê tông mới sẽ tốn khoảng hai mươi lăm tỷ đồng và "
        "hoàn thành trong mười bốn tháng.",
    ),
    paraphrase="Áo phao cùng tiền vé đò cho những gia đình nghèo là điều người dân đề nghị chính quyền "
    "hỗ trợ và trang bị.",
    other=(
        "Chợ hoa xuân năm nay mở sớm hơn một tuần.",
        "Đội bóng đá nữ của tỉnh vừa có huấn luyện viên mới.",
    ),
    independent=(
        "Bà con Sơn Tịnh Tây lo lắng khi nghe tin lối đi quen thuộc sắp bị cấm.",
        "Anh Trần Văn Lộc kể rằng mặt ván rung lắc mỗi khi gió lớn.",
        "Một kỹ sư về hưu đã cảnh báo nguy hiểm từ năm ngoái.",
        "Giáo viên tính chuyện dạy qua mạng vào mùa lũ.",
        "Cuộc họp tiếp theo diễn ra vào thứ Sáu.",
    ),
)

KOREAN = Told(
    language="ko",
    story=(
        "솔바람시는 수요일 낡은 시립 수영장을 오는 11월 말에 폐쇄하기로 결정했다.",
        "1979년에 문을 연 이 건물은 지붕에서 물이 새고 보일러가 자주 고장 났다.",
        "시 관계자는 안전 진단에서 기둥 네 곳의 균열이 확인되어 더는 이용객을 받을 수 없다고 말했다.",
        "새 수영장은 기차역 뒤편 빈터에 짓기로 했으며 공사비는 약 삼백억 원으로 예상된다.",
        "수영 강사들은 공사가 끝날 때까지 이웃 도시의 체육관에서 어린이 강습을 이어 갈 계획이다.",
        "다친 사람은 없었다.",
    ),
    edited=(
        "시 관계자는 최근 안전 점검에서 기둥 네 곳의 균열이 확인되어 더는 이용객을 받을 수 없다고 "
        "밝혔다.",
        "새 수영장은 기차역 뒤편 빈터에 짓기로 했고 공사비는 약 삼백오십억 원으로 예상된다.",
    ),
    paraphrase="이웃 도시 체육관을 빌려 어린이를 위한 강습을 공사 끝까지 이어 가겠다는 것이 수영 강사들의 "
    "계획이다.",
    other=("올해 벚꽃 축제는 사흘 일찍 열린다.", "도서관이 주말 운영 시간을 늘린다."),
    independent=(
        "사십 년 넘게 솔바람시 아이들이 물장구를 치던 곳이 사라진다.",
        "단골인 박순자 씨는 아침마다 하던 운동을 어디서 해야 할지 모르겠다며 한숨을 쉬었다.",
        "시의회에서는 너무 늦은 조치라는 비판이 나왔다.",
        "건축가들은 철거 대신 보존을 주장한다.",
        "마지막 날에는 입장료를 받지 않는다.",
    ),
)

WITH_RESOURCES = (GERMAN, FRENCH, SPANISH, RUSSIAN, ARABIC, CHINESE, JAPANESE)
WITHOUT_RESOURCES = (UKRAINIAN, SWAHILI, GEORGIAN, AMHARIC, KOREAN, VIETNAMESE)
