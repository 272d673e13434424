// RUN: %tocsin %s
// STD: c++20
// Export service: builds archives in the system's temporary directory, trims customers' job trees.
#include <cerrno>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>
#include <sys/stat.h>
#include <boost/filesystem.hpp>
#include <boost/filesystem/fstream.hpp>

namespace bfs = boost::filesystem;

namespace exporter {

struct Row {
    std::string key;
    std::string value;
};

class Sheet {
public:
    void add(Row row) { rows_.push_back(std::move(row)); }

    void print(std::ostream& out) const {
        for (const Row& r : rows_)
            out << r.key << '\t' << r.value << '\n';
    }

private:
    std::vector<Row> rows_;
};

// Returns the file's name; the mailer picks it up and removes it.
bfs::path writeForMailer(const Sheet& sheet) {
    bfs::path file = bfs::temp_directory_path() / bfs::unique_path("export-%%%%.tsv");
    bfs::ofstream out(file); // EXPECT: temp-name
    if (!out)
        throw std::runtime_error("cannot write " + file.string());
    sheet.print(out);
    return file;
}

class WorkDir {
public:
    WorkDir() {
        for (int i = 0; i < 20; ++i) {
            const bfs::path candidate = bfs::temp_directory_path() / bfs::unique_path("work-%%%%%%%%");
            if (::mkdir(candidate.c_str(), 0700) == 0) {
                path_ = candidate;
                return;
            }
            if (errno != EEXIST)
                break;
        }
        throw std::runtime_error("no work directory");
    }
    ~WorkDir() {
        boost::system::error_code ec;
        bfs::remove_all(path_, ec);
    }
    WorkDir(const WorkDir&) = delete;
    WorkDir& operator=(const WorkDir&) = delete;

    bfs::path writeSheet(const std::string& name, const Sheet& sheet) const {
        const bfs::path file = path_ / (name + ".tsv");
        bfs::ofstream out(file);
        sheet.print(out);
        if (!out.flush())
            throw std::runtime_error("cannot write " + file.string());
        return file;
    }

private:
    bfs::path path_;
};

// Customers have shell access to the tree below `home`; the service runs as root.
class JobTrees {
public:
    explicit JobTrees(bfs::path home) : home_(std::move(home)) {}

    bool purge(const std::string& customer, unsigned job) {
        const bfs::path dir = home_ / customer / "jobs" / std::to_string(job);
        boost::system::error_code ec;
        const bfs::file_status st = bfs::symlink_status(dir, ec);
        if (!bfs::exists(st))
            return true;
        if (!bfs::is_directory(st)) {
            std::cerr << dir << ": not a job directory\n";
            return false;
        }
        bfs::remove_all(dir, ec); // EXPECT: file-toctou
        return !ec;
    }

    // The results file of a finished job is one plain name; a missing one is fine.
    bool dropResult(const std::string& customer, unsigned job) {
        boost::system::error_code ec;
        bfs::remove(home_ / customer / ("result-" + std::to_string(job)), ec);
        return !ec;
    }

    std::uintmax_t usage(const std::string& customer) const {
        std::uintmax_t sum = 0;
        boost::system::error_code ec;
        for (bfs::directory_iterator it(home_ / customer, ec), end; !ec && it != end; it.increment(ec)) {
            boost::system::error_code ignored;
            if (bfs::is_regular_file(it->symlink_status(ignored))) {
                const auto n = bfs::file_size(it->path(), ignored);
                if (!ignored)
                    sum += n;
            }
        }
        return sum;
    }

private:
    bfs::path home_;
};

}  // namespace exporter

int main(int argc, char** argv) {
    exporter::Sheet sheet;
    sheet.add({"host", argc > 1 ? argv[1] : "localhost"});
    exporter::WorkDir work;
    std::cout << work.writeSheet("hosts", sheet) << '\n' << exporter::writeForMailer(sheet) << '\n';
    exporter::JobTrees trees("/srv/customers");
    std::cout << trees.usage("acme") << '\n';
    return trees.purge("acme", 17) && trees.dropResult("acme", 17) ? 0 : 1;
}
