# newsutils: `make` leaves the programs in bin/. On a bare system `make demo` and
# `make check` are the only commands needed: they install what is missing.
#
# SANITIZE=1  with AddressSanitizer and UndefinedBehaviorSanitizer
# WERROR=1    warnings are errors (continuous integration)
# STATIC=1    static programs
.POSIX:
.SUFFIXES:
.SUFFIXES: .c .o .S

PREFIX     = /usr/local
BINDIR     = $(PREFIX)/bin
MANDIR     = $(PREFIX)/share/man
LIBDIR     = $(PREFIX)/lib
INCDIR     = $(PREFIX)/include/newsutils
BASHDIR    = $(PREFIX)/share/bash-completion/completions
ZSHDIR     = $(PREFIX)/share/zsh/site-functions
FISHDIR    = $(PREFIX)/share/fish/vendor_completions.d
CC         = cc
PKG_CONFIG = pkg-config
CFLAGS     = -O2 -g
SANITIZE   = 0
WERROR     = 0
STATIC     = 0

VERSION  != cat VERSION
PROGRAMS != for f in cmd/n*.c; do basename $$f .c; done
LIB_SRC  != ls lib/*.c
HEADERS  != ls lib/*.h cmd/*.h
DATA     != find lib/data -type f
MAN      != ls man
DEPS      = libutf8proc libpcre2-8 zlib jansson libxml-2.0
DEP_CFLAGS != pkg-config --cflags libutf8proc libpcre2-8 zlib jansson libxml-2.0 2>/dev/null || true
DEP_LIBS   != pkg-config --libs libutf8proc libpcre2-8 zlib jansson libxml-2.0 2>/dev/null || true

WARN      = -Wall -Wextra -Wshadow -Wpointer-arith -Wcast-qual -Wstrict-prototypes \
            -Wmissing-prototypes -Wwrite-strings -Wformat=2
SAN_1     = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
WERROR_1  = -Werror
STATIC_1  = -static
# Of the libraries below a program names those that it calls, where the linker can tell.
AS_NEEDED != echo 'int main(void) { return 0; }' | $(CC) -x c -Wl,--as-needed -o /dev/null - 2>/dev/null && \
             echo -Wl,--as-needed || true
ALL_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -DNU_VERSION='"$(VERSION)"' \
             -ffile-prefix-map=$(CURDIR)=. -Ilib $(WARN) $(WERROR_$(WERROR)) $(DEP_CFLAGS) $(CFLAGS) $(SAN_$(SANITIZE))
ALL_LDFLAGS = $(LDFLAGS) $(SAN_$(SANITIZE)) $(STATIC_$(STATIC))
LIBS      = $(AS_NEEDED) $(DEP_LIBS) -lm

LIB_OBJ   = $(LIB_SRC:.c=.o) build/data.o build/datas.o
CMD_OBJ   = $(PROGRAMS:%=cmd/%.o) cmd/cmd.o
BINS      = $(PROGRAMS:%=bin/%)
UNIT_SRC != ls tests/unit/*.c 2>/dev/null || true
UNITS     = $(UNIT_SRC:tests/unit/%.c=build/unit-%)

all: $(BINS)

# Built anew when the flags change, so that SANITIZE=1 never links with plain objects.
build/flags: FORCE
	@mkdir -p build bin
	@echo '$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS)' >build/flags.new
	@if cmp -s build/flags.new build/flags; then rm build/flags.new; \
	 else mv build/flags.new build/flags; fi
FORCE:

.c.o:
	@echo '  CC $@'
	@$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(LIB_SRC:.c=.o) $(CMD_OBJ): build/flags $(HEADERS)

build/data.c: build/flags tools/embed.sh $(DATA) $(LIB_SRC)
	@echo '  DATA $@'
	@sh tools/embed.sh lib/data build/data
build/data.o: build/data.c
	@$(CC) $(ALL_CFLAGS) -c -o $@ build/data.c
build/datas.o: build/data.c
	@$(CC) -c -o $@ build/data.S
build/libnewsutils.a: $(LIB_OBJ)
	@rm -f $@
	@$(AR) crD $@ $(LIB_OBJ)

$(BINS): $(CMD_OBJ) build/libnewsutils.a
	@echo '  LD $@'
	@$(CC) $(ALL_LDFLAGS) -o $@ cmd/$(@F).o cmd/cmd.o build/libnewsutils.a $(LIBS)

# ------------------------------------------------------------------------- tests
build/check: tests/check.c build/flags
	@$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ tests/check.c
$(UNITS): $(UNIT_SRC) tests/unit.h tests/check.c tests/fuzz/run.c build/libnewsutils.a
	@echo '  CC $@'
	@$(CC) $(ALL_CFLAGS) -Itests $(ALL_LDFLAGS) -o $@ tests/unit/$$(basename $@ | sed 's/^unit-//').c \
	    build/libnewsutils.a $(LIBS)

build/chunks: tests/chunks.c build/flags
	@$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ tests/chunks.c

build/meet: tests/meet.c build/libnewsutils.a
	@$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ tests/meet.c build/libnewsutils.a $(LIBS)

build/peak: tests/peak.c build/flags
	@$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ tests/peak.c

# Preloaded into the programs by tests/faults.bats.
build/fault.so: tests/fault.c build/flags
	@$(CC) -std=c11 $(WARN) -O2 -fPIC -shared -o $@ tests/fault.c -ldl

# Preloaded by tests/lockin.bats: no Landlock, no seccomp.
build/nolock.so: tests/nolock.c build/flags
	@$(CC) -std=c11 $(WARN) -O2 -fPIC -shared -o $@ tests/nolock.c

# Preloaded by tests/lockin.bats and tests/promises.bats: what a running program can reach.
build/probe.so: tests/probe.c build/flags
	@$(CC) -std=c11 $(WARN) -O2 -fPIC -shared -o $@ tests/probe.c -ldl

# fault.c linked in, for a sanitized build, which has a malloc of its own.
WRAP     = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=open,--wrap=read,--wrap=write,--wrap=ftruncate,--wrap=fsync,--wrap=rename,--wrap=close
FAULTY_1 = $(PROGRAMS:%=build/faulty/%)
$(FAULTY_1): $(CMD_OBJ) build/libnewsutils.a tests/fault.c
	@mkdir -p build/faulty
	@$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -DWRAP $(WRAP) -o $@ cmd/$(@F).o cmd/cmd.o tests/fault.c \
	    build/libnewsutils.a $(LIBS)

# ------------------------------------------------------------------------ fuzzing
# Built by clang with everything instrumented, out of the way of the other objects.
FUZZ_TARGETS =
SECONDS  = 60
LEDGER   =
fuzz: all
	@LEDGER='$(LEDGER)' sh tests/fuzz/fuzz.sh $(SECONDS) $(FUZZ_TARGETS)

deps-build:
	@CC='$(CC)' sh tools/deps.sh build
deps-check:
	@CC='$(CC)' sh tools/deps.sh check

tests: all build/check build/chunks build/peak build/fault.so build/nolock.so build/probe.so $(UNITS) $(FAULTY_$(SANITIZE))
	@[ $(SANITIZE) = 1 ] || rm -rf build/faulty

# The libraries may have come with the step before: ask again in a make of its own.
check: deps-check
	@$(MAKE) -s tests
	@sh tests/run.sh

# Every fault of tests/faults.bats, every case of tests/growth.sh, and a gigabyte through
# each filter: some minutes each.
faults: tests
	@FAULTS=1000000 bats tests/faults.bats
bigmem: all
	@sh tests/bigmem.sh
growth: all build/meet
	@sh tests/growth.sh all

# What reads the source without running it. Silent when there is nothing to say.
CPPCHECK = cppcheck -q --std=c11 --enable=warning,portability,performance --inline-suppr \
           --suppress=missingIncludeSystem --error-exitcode=1 -Ilib -Itests \
           -D_XOPEN_SOURCE=700 -D__linux__ -D__x86_64__ -DNU_VERSION='""'
TIDY_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -Ilib $(DEP_CFLAGS)
lint:
	@$(CPPCHECK) lib cmd tests
	@! command -v clang-tidy >/dev/null || ls lib/*.c cmd/*.c tests/*.c | \
	    xargs -n 8 -P 2 sh -c 'exec clang-tidy --quiet "$$@" -- $(TIDY_CFLAGS) 2>/dev/null' clang-tidy

# Each promise broken on purpose in a scratch copy: the test that guards it must fail.
MUTANTS = .
mutants:
	@sh tests/mutants/run.sh '$(MUTANTS)'

# Writes what the examples of the man pages and the guide print now into them.
outputs: all
	@for p in man/*.[157] GUIDE.md; do \
	    [ ! -f $$p ] || { sh tests/outputs.sh $$p >build/page && { cmp -s build/page $$p || \
	    { cp build/page $$p; echo "$$p"; }; }; } || exit 1; \
	done

bench: all
	@bash tests/bench/pipeline.sh

demo: deps-build
	@$(MAKE) -s all
	@sh tests/demo.sh

# ------------------------------------------------------------------------ models
# The weights of lib/data/models/ are built anew from labelled data below EVAL_DATA.
EVAL_DATA = eval-data

models: models-split models-ents models-strip

models-split: all
	cd '$(EVAL_DATA)/split/dev' && LC_ALL=C sh -c \
	    'LC_ALL=C awk -f $(CURDIR)/tools/gold2records.awk gum_news/*.txt ewt_web/*.txt' | \
	    $(CURDIR)/bin/ntrain split >$(CURDIR)/build/split.bin
	mv build/split.bin lib/data/models/split.bin

models-ents: all
	PATH="$(CURDIR)/bin:$$PATH" sh tools/train-ents '$(EVAL_DATA)/train-ents' >build/ents.bin
	mv build/ents.bin lib/data/models/ents.bin

# The labels of the pages' lines; for markup, laid over the lines that nstrip makes of it.
# Of sets that draw the line elsewhere only that is learnt which a first model says too.
STRIP_SETS = sh_ wn_ fu_
STRIP_MORE = wa_=0.3! rd_=0.3!
STRIP_LABELS = cd '$(EVAL_DATA)' && $(CURDIR)/tools/strip-labels
# $(STRIP_TRAIN) FORMAT TREES LABELS: a model on standard output.
STRIP_TRAIN = cd '$(EVAL_DATA)' && sh -c '$(CURDIR)/bin/ntrain strip -f $$1 --trees $$2 -l "$$3" \
    $$(cut -f 1 "$$3" | uniq)' -

build/strip.lines: all
	cd '$(EVAL_DATA)' && $(CURDIR)/bin/nstrip -f html -a -e . strip/sh_*.html strip/wn_*.html \
	    strip/fu_*.html strip/wa_*.html strip/rd_*.html >$(CURDIR)/$@

build/strip.said: build/strip.lines
	$(STRIP_LABELS) --html $(CURDIR)/build/strip.lines strip $(STRIP_SETS) >$(CURDIR)/build/strip.first.labels
	$(STRIP_TRAIN) html 200 $(CURDIR)/build/strip.first.labels >$(CURDIR)/build/strip.first
	cd '$(EVAL_DATA)' && $(CURDIR)/bin/nstrip -f html -a -m $(CURDIR)/build/strip.first \
	    strip/wa_*.html strip/rd_*.html >$(CURDIR)/$@

models-strip: build/strip.said
	$(STRIP_LABELS) --agree $(CURDIR)/build/strip.said strip $(STRIP_SETS) $(STRIP_MORE) \
	    >$(CURDIR)/build/strip.text.labels
	$(STRIP_LABELS) --html $(CURDIR)/build/strip.lines --agree $(CURDIR)/build/strip.said \
	    strip $(STRIP_SETS) $(STRIP_MORE) >$(CURDIR)/build/strip.html.labels
	$(STRIP_TRAIN) text 180 $(CURDIR)/build/strip.text.labels >$(CURDIR)/build/strip.text
	$(STRIP_TRAIN) html 300 $(CURDIR)/build/strip.html.labels >$(CURDIR)/build/strip.html
	mv build/strip.text build/strip.html lib/data/models

# ----------------------------------------------------------------------- install
# The library's public headers are those that the programs use, and what these include.
API != { printf '%s\n' base.h input.h out.h page.h record.h text.h; \
       sed -n 's|^\#include "../lib/\(.*\)"|\1|p' cmd/*.[ch]; } | sort -u

build/newsutils.pc: newsutils.pc.in VERSION Makefile FORCE
	@sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCDIR@|$(INCDIR)|' \
	    -e 's|@VERSION@|$(VERSION)|' -e 's|@DEPS@|$(DEPS)|' newsutils.pc.in >$@
build/completions/made: $(BINS) tools/completions.sh
	sh tools/completions.sh build/completions $(BINS)
	@: >$@

install: all build/newsutils.pc build/completions/made
	mkdir -p $(DESTDIR)$(BINDIR) $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(INCDIR) \
	    $(DESTDIR)$(MANDIR)/man1 $(DESTDIR)$(MANDIR)/man5 $(DESTDIR)$(MANDIR)/man7 \
	    $(DESTDIR)$(BASHDIR) $(DESTDIR)$(ZSHDIR) $(DESTDIR)$(FISHDIR)
	for p in $(PROGRAMS); do install -m 755 bin/$$p $(DESTDIR)$(BINDIR)/$$p || exit 1; done
	for m in $(MAN); do install -m 644 man/$$m $(DESTDIR)$(MANDIR)/man$${m##*.}/$$m || exit 1; done
	install -m 644 build/libnewsutils.a $(DESTDIR)$(LIBDIR)/libnewsutils.a
	install -m 644 build/newsutils.pc $(DESTDIR)$(LIBDIR)/pkgconfig/newsutils.pc
	for h in $(API); do install -m 644 lib/$$h $(DESTDIR)$(INCDIR)/$$h || exit 1; done
	for p in $(PROGRAMS); do \
	    install -m 644 build/completions/bash/$$p $(DESTDIR)$(BASHDIR)/$$p && \
	    install -m 644 build/completions/zsh/_$$p $(DESTDIR)$(ZSHDIR)/_$$p && \
	    install -m 644 build/completions/fish/$$p.fish $(DESTDIR)$(FISHDIR)/$$p.fish || exit 1; \
	done

uninstall:
	for p in $(PROGRAMS); do rm -f $(DESTDIR)$(BINDIR)/$$p $(DESTDIR)$(BASHDIR)/$$p \
	    $(DESTDIR)$(ZSHDIR)/_$$p $(DESTDIR)$(FISHDIR)/$$p.fish; done
	for m in $(MAN); do rm -f $(DESTDIR)$(MANDIR)/man$${m##*.}/$$m; done
	for h in $(API); do rm -f $(DESTDIR)$(INCDIR)/$$h; done
	rm -f $(DESTDIR)$(LIBDIR)/libnewsutils.a $(DESTDIR)$(LIBDIR)/pkgconfig/newsutils.pc
	rmdir $(DESTDIR)$(INCDIR) 2>/dev/null || true

# The last commit as a tarball; the same commit gives the same bytes.
DIST = newsutils-$(VERSION)
dist:
	@mkdir -p build
	git archive --format=tar --prefix=$(DIST)/ HEAD | gzip -n9 >build/$(DIST).tar.gz

# Builds the Debian packages, installs, tests and removes them. As root.
debcheck:
	@sh tools/debcheck.sh

# Does the tarball build and pass its own tests, and leave nothing behind?
distcheck: dist
	@DIST=$(DIST) MAKE='$(MAKE)' sh tools/distcheck.sh

clean:
	rm -rf bin build lib/*.o cmd/*.o

.PHONY: mutants lint all models models-split models-ents models-strip bigmem check demo bench outputs faults fuzz growth tests install uninstall dist distcheck debcheck clean \
	deps-build deps-check
