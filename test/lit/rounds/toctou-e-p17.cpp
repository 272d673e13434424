// RUN: %tocsin %s
// STD: c++20
// Statement exporter of a billing back end: one CSV per customer and month.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace billing {

struct LineItem {
    std::string sku;
    std::int64_t cents;
    int quantity;
};

struct Statement {
    std::string customer;
    int year;
    int month;
    std::vector<LineItem> items;
};

class StatementExporter {
public:
    explicit StatementExporter(fs::path outbox) : outbox_(std::move(outbox)) {
        fs::create_directories(outbox_);
    }

    // Statements are immutable once issued.
    void issue(const Statement& s) {
        target_ = outbox_ / file_name(s);
        if (already_issued())
            throw std::runtime_error("statement exists: " + target_.string());
        std::ofstream out(target_, std::ios::binary | std::ios::trunc); // EXPECT: file-toctou
        if (!out)
            throw std::runtime_error("cannot write " + target_.string());
        write(out, s);
        ++issued_;
    }

    std::int64_t total_of(const fs::path& file) const {
        std::ifstream in(file);
        std::string line;
        std::int64_t sum = 0;
        while (std::getline(in, line)) {
            const auto pos = line.rfind(';');
            if (pos != std::string::npos && line[0] != '#')
                sum += std::stoll(line.substr(pos + 1));
        }
        return sum;
    }

    void audit(std::ostream& log) const {
        for (const auto& e : fs::directory_iterator(outbox_)) {
            std::error_code ec;
            const auto size = e.file_size(ec);
            log << e.path().filename() << ' ' << (ec ? 0 : size) << '\n';
        }
        log << issued_ << " issued\n";
    }

private:
    bool already_issued() const { return fs::exists(target_); }

    static std::string file_name(const Statement& s) {
        std::ostringstream n;
        n << s.customer << '-' << s.year << '-' << std::setw(2) << std::setfill('0') << s.month
          << ".csv";
        return n.str();
    }

    static void write(std::ostream& out, const Statement& s) {
        out << "# " << s.customer << '\n';
        for (const auto& i : s.items)
            out << i.sku << ';' << i.quantity << ';' << i.cents * i.quantity << '\n';
    }

    fs::path outbox_;
    fs::path target_;
    unsigned issued_ = 0;
};

} // namespace billing

int main(int argc, char** argv) {
    try {
        billing::StatementExporter ex(argc > 1 ? argv[1] : "/srv/billing/outbox");
        ex.issue({"acme", 2024, 3, {{"disk", 1999, 2}, {"cpu", 45900, 1}}});
        ex.audit(std::cout);
    } catch (const std::exception& e) {
        std::cerr << "export: " << e.what() << '\n';
        return 1;
    }
}
