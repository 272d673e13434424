// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Retention jobs of the batch scheduler (PostgreSQL through libpqxx).
#include <chrono>
#include <iostream>
#include <pqxx/pqxx>
#include <string>

class RetentionJob {
public:
    RetentionJob(pqxx::connection &c, int days) : conn_(c), days_(days) {}

    // Finished runs only: workers own every other state.
    std::size_t pruneRuns() {
        pqxx::work tx(conn_);
        auto r = tx.exec_params(
            "DELETE FROM job_runs WHERE finished_at < now() - $1 * interval '1 day'"
            "   AND state IN ('done', 'failed')",
            days_);
        tx.commit();
        return r.affected_rows();
    }

    // Work items are claimed by workers with UPDATE .. SET worker = ...
    std::size_t pruneItems() {
        pqxx::work tx(conn_);
        auto r = tx.exec_params("DELETE FROM work_items WHERE created_at < now() - $1 * interval '1 day'", // EXPECT: timestamp-cleanup
                                days_);
        tx.commit();
        return r.affected_rows();
    }

    std::size_t pruneUnclaimed(int hours) {
        pqxx::work tx(conn_);
        auto r = tx.exec_params(
            "DELETE FROM work_items WHERE created_at < now() - $1 * interval '1 hour'"
            "   AND worker IS NULL AND lease_until IS NULL",
            hours);
        tx.commit();
        return r.affected_rows();
    }

    // Attachments: the row first, then the large object it points to.
    int pruneAttachments(std::chrono::system_clock::time_point cutoff) {
        const auto limit = std::chrono::duration_cast<std::chrono::seconds>(cutoff.time_since_epoch()).count();
        int n = 0;
        pqxx::work tx(conn_);
        for (auto row : tx.exec("SELECT id, uploaded, refs FROM attachments ORDER BY uploaded LIMIT 500")) {
            const long uploaded = row["uploaded"].as<long>();
            if (uploaded >= limit)
                break;
            if (row["refs"].as<int>() > 0)
                std::clog << "attachment " << row["id"].c_str() << " is still referenced\n";
            tx.exec_params0("DELETE FROM attachments WHERE id = $1", row["id"].as<long>()); // EXPECT-MISS: timestamp-cleanup
            ++n;
        }
        tx.commit();
        return n;
    }

    // Statistics only.
    long overdue() {
        pqxx::work tx(conn_);
        return tx.exec1("SELECT count(*) FROM work_items WHERE created_at < now() - interval '1 day'")[0].as<long>();
    }

private:
    pqxx::connection &conn_;
    int days_;
};

int main(int argc, char **argv) {
    if (argc < 2)
        return 2;
    try {
        pqxx::connection c(argv[1]);
        RetentionJob job(c, 30);
        std::cout << job.pruneRuns() << ' ' << job.pruneItems() << ' ' << job.pruneUnclaimed(4) << ' '
                  << job.pruneAttachments(std::chrono::system_clock::now() - std::chrono::hours(24 * 90)) << ' '
                  << job.overdue() << '\n';
    } catch (const pqxx::sql_error &e) {
        std::cerr << e.what() << ": " << e.query() << '\n';
        return 1;
    }
}
