/* A sentence of our own in each language that must be told; what must not be; the limits. */
#include "lang.h"
#include "unit.h"

static const struct {
	const char *code, *text;
} told[] = {
    {"en", "The council said on Friday that the bridge would stay closed until the autumn."},
    {"de", "Der Stadtrat teilte am Freitag mit, dass die Brücke bis zum Herbst gesperrt bleibt."},
    {"fr", "Le conseil municipal a annoncé vendredi que le pont resterait fermé jusqu'à l'automne."},
    {"es", "El ayuntamiento anunció el viernes que el puente seguirá cerrado hasta el otoño."},
    {"it", "Il consiglio comunale ha annunciato venerdì che il ponte resterà chiuso fino all'autunno."},
    {"pt", "A câmara anunciou na sexta-feira que a ponte continuará fechada até ao outono."},
    {"nl", "De gemeenteraad maakte vrijdag bekend dat de brug tot de herfst gesloten blijft."},
    {"sv", "Kommunen meddelade i fredags att bron kommer att vara stängd till hösten."},
    {"da", "Kommunen oplyste fredag, at broen vil være lukket indtil efteråret, fordi den er blevet farlig."},
    {"no", "Kommunen opplyste fredag at broen vil være stengt til høsten fordi den er blitt farlig."},
    {"fi", "Kaupunginvaltuusto ilmoitti perjantaina, että silta pysyy suljettuna syksyyn asti."},
    {"ru", "Городской совет сообщил в пятницу, что мост останется закрытым до осени."},
    {"uk", "Міська рада повідомила в п'ятницю, що міст залишиться закритим до осені."},
    {"cs", "Zastupitelstvo v pátek oznámilo, že most zůstane uzavřen až do podzimu."},
    {"sk", "Mestské zastupiteľstvo v piatok oznámilo, že most zostane zatvorený až do jesene."},
    {"pl", "Rada miasta poinformowała w piątek, że most pozostanie zamknięty do jesieni."},
    {"ro", "Consiliul local a anunțat vineri că podul va rămâne închis până la toamnă."},
    {"hu", "A városi tanács pénteken közölte, hogy a híd őszig zárva marad."},
    {"tr", "Belediye meclisi cuma günü köprünün sonbahara kadar kapalı kalacağını açıkladı."},
    {"id", "Dewan kota mengumumkan pada hari Jumat bahwa jembatan itu akan tetap ditutup."},
    {"vi", "Hội đồng thành phố cho biết hôm thứ Sáu rằng cây cầu sẽ tiếp tục đóng cửa đến mùa thu."},
    {"ar", "أعلن مجلس المدينة يوم الجمعة أن الجسر سيبقى مغلقا حتى الخريف."},
    {"fa", "شورای شهر روز جمعه اعلام کرد که این پل تا پاییز بسته می‌ماند."},
    {"he", "מועצת העיר הודיעה ביום שישי כי הגשר יישאר סגור עד הסתיו."},
    {"hi", "नगर परिषद ने शुक्रवार को कहा कि पुल शरद ऋतु तक बंद रहेगा।"},
    {"el", "Το δημοτικό συμβούλιο ανακοίνωσε ότι η γέφυρα θα μείνει κλειστή."},
    {"zh", "市议会周五表示，这座桥将关闭至秋天。"},
    {"ja", "市議会は金曜日、橋を秋まで閉鎖すると発表した。"},
    {"ko", "시의회는 금요일 다리를 가을까지 폐쇄한다고 밝혔다."},
};

static const char *const untold[] = {
    "", "12:30 - 45 %", "kjsdhf skjdhf ksjdhf ksjdfh kwuer mnbxv zxc qwpo lkj sdf", "\xF0\x9F\x98\x80"};

/* A text ten times over, behind three times another. */
static nu_str
repeated(nu_arena *a, const char *before, const char *text)
{
	size_t n = strlen(before) * 3 + strlen(text) * 10 + 16, at = 0;
	char  *s = nu_alloc(a, n);

	for (int i = 0; i < 13; i++)
		at += (size_t)snprintf(s + at, n - at, "%s ", i < 3 ? before : text);
	return nu_str_of(s);
}

/* What looks no further than is needed says the same as what looks at all, if that says any. */
static void
test_soon(const nu_lang *l, nu_arena *a)
{
	double score, soon;

	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		nu_str      whole = repeated(a, "", told[i].text), one = nu_str_of(told[i].text);
		const char *code = nu_lang_guess(l, one.p, one.n, &score);

		OK(nu_lang_guess_soon(l, one.p, one.n, &soon) == code && soon == score);
		code = nu_lang_guess(l, whole.p, whole.n, &score);
		OK(!code || (nu_lang_guess_soon(l, whole.p, whole.n, &soon) == code && soon == score));
		if (i && i < 5) { /* not what comes behind English */
			whole = repeated(a, told[0].text, told[i].text);
			SAME(nu_str_of(nu_lang_guess(l, whole.p, whole.n, &score)), nu_str_of(told[i].code));
			SAME(nu_str_of(nu_lang_guess_soon(l, whole.p, whole.n, &score)), NU_STR("en"));
		}
	}
	for (size_t i = 0; i < sizeof untold / sizeof *untold; i++)
		OK(!nu_lang_guess_soon(l, untold[i], strlen(untold[i]), &score) && score == 0);
}

int
main(void)
{
	jmp_buf  oom;
	nu_arena keep = {.oom = &oom};
	nu_lang *l;
	char    *most;
	double   score;

	if (setjmp(oom))
		return 1;
	l = nu_lang_new(&keep);
	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		const char *code = nu_lang_guess(l, told[i].text, strlen(told[i].text), &score);

		SAME(nu_str_of(code), nu_str_of(told[i].code));
		OK(score > 0.5 && score <= 1.0);
		/* Every prefix is survived. */
		for (size_t n = 0; n < strlen(told[i].text); n++)
			nu_lang_guess(l, told[i].text, n, NULL);
	}
	for (size_t i = 0; i < sizeof untold / sizeof *untold; i++) {
		OK(!nu_lang_guess(l, untold[i], strlen(untold[i]), &score));
		OK(score == 0);
	}
	test_soon(l, &keep);
	/* One word without end, and a cut in the middle of a character. */
	most = malloc(3 * NU_LANG_MOST);
	memset(most, 'e', 3 * NU_LANG_MOST);
	nu_lang_guess(l, most, 3 * NU_LANG_MOST, NULL);
	for (size_t i = 0; i < 3 * NU_LANG_MOST; i += 3)
		memcpy(most + i, "\xE3\x81\x82", 3);
	SAME(nu_str_of(nu_lang_guess(l, most, 3 * NU_LANG_MOST, NULL)), NU_STR("ja"));
	free(most);
	nu_arena_free(&keep);
	return unit_end();
}
