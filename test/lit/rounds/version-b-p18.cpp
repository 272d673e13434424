// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#include <optional>
#include <stdexcept>
#include <string>
#include <SQLiteCpp/SQLiteCpp.h>

struct WikiPage {
    std::string title;
    std::string body;
    int revision = 0;
};

class StaleRevision : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class WikiStore {
public:
    explicit WikiStore(SQLite::Database& db) : db_(db) {}

    std::optional<WikiPage> load(const std::string& title)
    {
        SQLite::Statement q(db_, "SELECT body, revision FROM pages WHERE title = ?");
        q.bind(1, title);
        if (!q.executeStep())
            return std::nullopt;
        WikiPage p;
        p.title = title;
        p.body = q.getColumn(0).getString();
        p.revision = q.getColumn(1).getInt();
        return p;
    }

    void save(const WikiPage& p)
    {
        SQLite::Statement q(db_,
            "UPDATE pages SET body = ?, revision = revision + 1 "
            "WHERE title = ? AND revision = ?");
        q.bind(1, p.body);
        q.bind(2, p.title);
        q.bind(3, p.revision);
        if (q.exec() != 1)
            throw StaleRevision(p.title);
    }

    bool create(const std::string& title, const std::string& body)
    {
        SQLite::Statement q(db_, "INSERT OR IGNORE INTO pages(title, body, revision) VALUES (?, ?, 1)");
        q.bind(1, title);
        q.bind(2, body);
        return q.exec() == 1;
    }

    void replaceText(const std::string& title, const std::string& from, const std::string& to)
    {
        for (int attempt = 0; ; ++attempt) {
            auto p = load(title);
            if (!p)
                throw std::out_of_range(title);
            for (size_t at = 0; (at = p->body.find(from, at)) != std::string::npos; at += to.size())
                p->body.replace(at, from.size(), to);
            try {
                save(*p);
                return;
            } catch (const StaleRevision&) {
                if (attempt >= 3)
                    throw;
            }
        }
    }

    void appendFooter(const std::string& title, const std::string& footer)
    {
        SQLite::Transaction tx(db_, SQLite::TransactionBehavior::IMMEDIATE);
        auto p = load(title);
        if (!p)
            return;
        SQLite::Statement q(db_, "UPDATE pages SET body = ?, revision = revision + 1 WHERE title = ?");
        q.bind(1, p->body + "\n" + footer);
        q.bind(2, title);
        q.exec();
        tx.commit();
    }

    void countView(const std::string& title)
    {
        SQLite::Statement q(db_, "UPDATE pages SET views = views + 1 WHERE title = ?");
        q.bind(1, title);
        q.exec();
    }

private:
    SQLite::Database& db_;
};
