// RUN: %tocsin %s
// STD: c++20
// Ledger export for the billing system. A statement that has been issued is final:
// exporting the same period again has to fail.
#include <leveldb/env.h>
#include <leveldb/slice.h>
#include <leveldb/status.h>

#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

using leveldb::Env;
using leveldb::Slice;
using leveldb::Status;

struct Posting {
    unsigned account;
    long long cents;
    std::string text;
};

class StatementWriter {
public:
    StatementWriter(Env *env, std::string dir) : env_(env), dir_(std::move(dir)) {}

    Status issue(const std::string &period, const std::vector<Posting> &postings) {
        const std::string name = fileName(period);
        if (env_->FileExists(name))
            return Status::InvalidArgument(name, "statement already issued");

        leveldb::WritableFile *raw = nullptr;
        Status s = env_->NewWritableFile(name, &raw); // EXPECT: file-toctou
        if (!s.ok())
            return s;
        std::unique_ptr<leveldb::WritableFile> file(raw);
        for (const Posting &p : postings) {
            char line[160];
            int n = std::snprintf(line, sizeof line, "%08u;%lld.%02lld;%.100s\n", p.account, p.cents / 100,
                                  p.cents % 100, p.text.c_str());
            s = file->Append(Slice(line, static_cast<size_t>(n)));
            if (!s.ok())
                return s;
        }
        s = file->Sync();
        if (s.ok())
            s = file->Close();
        return s;
    }

    // Replaces the running draft; only one clerk at a time holds the draft lock.
    Status saveDraft(const std::string &text) {
        leveldb::FileLock *lock = nullptr;
        Status s = env_->LockFile(dir_ + "/DRAFT.LOCK", &lock);
        if (!s.ok())
            return s;
        const std::string draft = dir_ + "/draft.csv";
        if (env_->FileExists(draft))
            s = env_->RenameFile(draft, draft + ".old");
        if (s.ok())
            s = leveldb::WriteStringToFile(env_, text, draft);
        env_->UnlockFile(lock);
        return s;
    }

private:
    std::string fileName(const std::string &period) const { return dir_ + "/statement-" + period + ".csv"; }

    Env *env_;
    std::string dir_;
};

int main(int argc, char **argv) {
    if (argc < 3)
        return 2;
    StatementWriter writer(Env::Default(), argv[1]);
    const std::vector<Posting> postings{{1200, 45000, "licence fee"}, {1400, 8550, "VAT"}};
    Status s = writer.saveDraft("pending\n");
    if (s.ok())
        s = writer.issue(argv[2], postings);
    if (!s.ok()) {
        std::cerr << s.ToString() << '\n';
        return 1;
    }
    return 0;
}
