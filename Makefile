# A page of one-liners for who has make. What is done stands in ./run, ./test and tools/.
PREFIX = /usr/local

.PHONY: run build test quick bench fuzz calibrate torture format install

run:     ; ./run
build:   ; tools/setup.sh run build && tools/build.sh build --buildtype=release -Dwerror=false -Dtests=disabled
test:    ; ./test
quick:   ; ./test quick
bench:   build ; tools/setup.sh test && python3 -B tools/bench/run.py
fuzz:    ; tools/fuzz.sh
calibrate: ; tools/setup.sh run build test && tools/build.sh build-test/gcc -Dtests=enabled && meson test -C build-test/gcc --suite calibrate
torture: build ; tools/setup.sh test && ASSAY_BIN=$(CURDIR)/build/src/face/cli/assay python3 -B tests/torture/kill.py 500
format:  ; tools/format.py
install: build ; meson configure build -Dprefix=$(PREFIX) && meson install -C build
