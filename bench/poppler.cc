// poppler LIST: extracts the text of the PDFs listed one a line in LIST, all in this process, and prints the CPU seconds
// that one round over them took, once the libraries were warm. It writes the text nowhere, so nothing but extraction is counted.
//
//   g++ -O2 -o poppler poppler.cc $(pkg-config --cflags --libs poppler)     (Debian: libpoppler-private-dev)
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <PDFDocFactory.h>
#include <TextOutputDev.h>
#include <sys/resource.h>

#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

size_t letters = 0;

void tally(void *, const char *, int n) { letters += n; }

void read(const std::string &path) {
    auto doc = PDFDocFactory().createPDFDoc(GooString(path));
    if (!doc || !doc->isOk()) return;
    TextOutputDev text(tally, &letters, false, 0, false, false);
    doc->displayPages(&text, 1, doc->getNumPages(), 72, 72, 0, true, false, false);
}

double spent() {
    rusage u{};
    getrusage(RUSAGE_SELF, &u);
    auto seconds = [](const timeval &t) { return t.tv_sec + t.tv_usec / 1e6; };
    return seconds(u.ru_utime) + seconds(u.ru_stime);
}

}  // namespace

int main(int argc, char **argv) {
    if (argc != 2) {
        std::cerr << "usage: poppler LIST\n";
        return 2;
    }
    globalParams = std::make_unique<GlobalParams>();
    setErrorCallback([](ErrorCategory, Goffset, const char *) {});
    std::vector<std::string> paths;
    std::ifstream list(argv[1]);
    for (std::string path; std::getline(list, path);) paths.push_back(path);
    for (size_t i = 0; i < paths.size() && i < 50; i++) read(paths[i]);
    letters = 0;
    const double before = spent();
    for (const auto &path : paths) read(path);
    std::cout << spent() - before << " " << letters << "\n";
}
