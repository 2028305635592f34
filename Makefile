# A page of one-liners for who has make. What is done stands in ./run, ./test and tools/.
PREFIX = /usr/local

.PHONY: run build test quick fuzz format install

run:     ; ./run
build:   ; tools/setup.sh run build && tools/build.sh build --buildtype=release -Dwerror=false -Dtests=disabled
test:    ; ./test
quick:   ; ./test quick
fuzz:    ; tools/fuzz.sh
format:  ; tools/format.py
install: build ; meson configure build -Dprefix=$(PREFIX) && meson install -C build
