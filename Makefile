# Everything that is run on this project has a target here; CI calls the same ones.
GO      ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)
LDFLAGS := -s -w -X main.version=$(VERSION)
TARGETS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

export CGO_ENABLED ?= 0

.PHONY: build test check targets race generate bench fuzz demo testdata web-test

build: ## one static binary, ./shortlist
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o shortlist ./cmd/shortlist

test: ## all tests that need nothing but Go
	$(GO) test ./...

check: targets ## what a change must pass before it is merged
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	CGO_ENABLED=1 $(GO) test -race ./...
	$(GO) generate ./...
	$(GO) mod tidy
	git diff --exit-code

targets: ## the binary builds for every system it is made for
	@for t in $(TARGETS); do \
	  echo "build $$t"; \
	  GOOS=$${t%/*} GOARCH=$${t#*/} $(GO) build -o /dev/null ./cmd/shortlist || exit 1; \
	done

generate: ## what is made from other files: the forms of rubrics/, pages of docs/
	$(GO) generate ./...

fuzz: ## each fuzz target for a minute (FUZZTIME=10s to be quicker)
	@for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep ^Fuzz); do \
	    echo "fuzz $$p $$f"; \
	    $(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime $${FUZZTIME:-60s} $$p || exit 1; \
	  done; \
	done

bench: ## Go benchmarks, then shortlist beside its peers in one run
	$(GO) test -run '^$$' -bench . -benchmem ./...
	bench/compare

demo: build ## the report on the made-up resumes
	./shortlist screen testdata/resumes

testdata: ## render the made-up resumes again (needs LibreOffice, Chromium, LaTeX, groff)
	testdata/make/build

web-test: ## the HTML page in a real browser, the workbook in LibreOffice (needs Node 20, Chromium, LibreOffice Calc)
	cd screener/report/webtest && npm ci --no-audit --no-fund && npm test
