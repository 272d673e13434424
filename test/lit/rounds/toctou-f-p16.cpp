// RUN: %tocsin %s
// REQUIRES: boost
// STD: c++20
// OPTIONS: -DREAL_BOOST
// End-of-day files of the order gateway: spool of fills, outbox for the back office.
#include <boost/filesystem.hpp>
#include <boost/filesystem/fstream.hpp>

#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace bfs = boost::filesystem;

namespace gateway {

struct Fill {
    std::string symbol;
    double price;
    long qty;
};

class EodWriter {
public:
    EodWriter(const bfs::path& spool, const bfs::path& outbox) : spool_(spool), outbox_(outbox) {}

    void shareSpool();
    bool publish(const std::string& day, const std::vector<Fill>& fills);
    std::size_t archive(const std::string& day);

private:
    bfs::path spool_;
    bfs::path outbox_;
    std::map<std::string, std::size_t> published_;
};

// The reconciliation group needs write access to the spool directory.
void EodWriter::shareSpool() {
    boost::system::error_code ec;
    const bfs::file_status st = bfs::symlink_status(spool_, ec);
    if (ec || st.type() != bfs::directory_file)
        throw std::runtime_error("spool is not a plain directory: " + spool_.string());
    if ((st.permissions() & bfs::group_write) == bfs::group_write)
        return;
    bfs::permissions(spool_, bfs::add_perms | bfs::group_write | bfs::group_exe, ec); // EXPECT: file-toctou
    if (ec)
        std::cerr << "spool permissions: " << ec.message() << '\n';
}

// A day is sent once. The standby gateway runs the same job a minute later.
bool EodWriter::publish(const std::string& day, const std::vector<Fill>& fills) {
    if (bfs::exists(outbox_ / (day + ".csv"))) {
        std::clog << day << " has been published\n";
        return false;
    }
    std::size_t rows = 0;
    bfs::ofstream out(outbox_ / (day + ".csv")); // EXPECT: file-toctou
    if (!out)
        throw std::runtime_error("outbox not writable");
    for (const Fill& f : fills) {
        out << f.symbol << ',' << f.price << ',' << f.qty << '\n';
        ++rows;
    }
    out.close();
    published_[day] = rows;
    return true;
}

std::size_t EodWriter::archive(const std::string& day) {
    const bfs::path box = spool_ / "archive" / day;
    bfs::create_directories(box);
    std::size_t moved = 0;
    boost::system::error_code ec;
    for (bfs::directory_iterator it(spool_, ec), end; it != end; it.increment(ec)) {
        if (ec)
            break;
        if (it->path().extension() != ".fill" || it->path().stem().string().find(day) != 0)
            continue;
        bfs::create_hard_link(it->path(), box / it->path().filename(), ec);
        if (!ec)
            ++moved;
    }
    return moved;
}

} // namespace gateway

int main(int argc, char** argv) {
    if (argc < 4)
        return 2;
    try {
        gateway::EodWriter w(argv[1], argv[2]);
        w.shareSpool();
        w.publish(argv[3], {{"ACME", 10.25, 300}, {"INIT", 4.5, -120}});
        std::cout << w.archive(argv[3]) << " archived\n";
    } catch (const std::exception& e) {
        std::cerr << "eod: " << e.what() << '\n';
        return 1;
    }
    return 0;
}
