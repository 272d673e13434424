// STD: c++20
// Invoice export: one CSV per customer and month, never replaced once issued.
#include <Poco/Exception.h>
#include <Poco/File.h>
#include <Poco/FileStream.h>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace billing {

struct Line {
    std::string sku;
    long cents;
};

class InvoiceExporter {
public:
    explicit InvoiceExporter(std::string outDir) : outDir_(std::move(outDir)) {}

    void issue(const std::string& customer, const std::string& month, const std::vector<Line>& lines)
    {
        const std::string target = outDir_ + "/" + customer + "-" + month + ".csv";
        Poco::File f(target);
        if (f.exists())
            throw Poco::FileExistsException(target);

        Poco::FileOutputStream out(target); // EXPECT: file-toctou
        long total = 0;
        for (const auto& l : lines) {
            out << l.sku << ';' << l.cents << '\n';
            total += l.cents;
        }
        out << "TOTAL;" << total << '\n';
        out.close();
    }

    // credit notes are numbered by hand and may be entered on two desks
    void issueCreditNote(const std::string& number, long cents)
    {
        const std::string target = outDir_ + "/CN-" + number + ".csv";
        if (std::filesystem::exists(target))
            throw std::runtime_error("credit note " + number + " already issued");
        std::FILE* fp = std::fopen(target.c_str(), "wx");
        if (!fp)
            throw std::runtime_error("cannot create " + target);
        std::fprintf(fp, "CREDIT;%ld\n", -cents);
        std::fclose(fp);
    }

    void writeReminder(const std::filesystem::path& dir, const std::string& customer)
    {
        const bool fresh = !std::filesystem::exists(dir / (customer + ".rem"));
        if (!fresh) {
            std::clog << customer << ": reminder already queued\n";
            return;
        }
        std::ofstream out(dir / (customer + ".rem"), std::ios::out | std::ios::trunc); // EXPECT: file-toctou
        if (!out)
            throw std::runtime_error("reminder for " + customer);
        out << "level=1\ncustomer=" << customer << '\n';
    }

private:
    std::string outDir_;
};

} // namespace billing

int main(int argc, char** argv)
{
    if (argc < 3)
        return 64;
    billing::InvoiceExporter ex(argv[1]);
    try {
        ex.issue(argv[2], "2024-03", {{"A-100", 1250}, {"B-7", 399}});
        ex.issueCreditNote("0042", 500);
        ex.writeReminder(argv[1], argv[2]);
    } catch (const Poco::Exception& e) {
        std::cerr << e.displayText() << '\n';
        return 1;
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
