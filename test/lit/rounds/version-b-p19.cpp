// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#include <string>
#include <vector>
#include <pqxx/pqxx>

class JobQueue {
public:
    explicit JobQueue(pqxx::connection& c) : conn_(c) {}

    bool submit(const std::string& name, const std::string& payload)
    {
        pqxx::nontransaction tx(conn_);
        pqxx::result r = tx.exec_params("SELECT COUNT(*) FROM jobs WHERE name = $1", name);
        if (r[0][0].as<int>() > 0)
            return false;
        tx.exec_params("INSERT INTO jobs(name, payload, state) VALUES ($1, $2, 'queued')", name, payload); // EXPECT: sql-lost-update
        return true;
    }

    bool claim(long id, const std::string& worker)
    {
        pqxx::work tx(conn_);
        pqxx::result r = tx.exec_params(
            "UPDATE jobs SET state = 'running', worker = $2 WHERE id = $1 AND state = 'queued'", id, worker);
        tx.commit();
        return r.affected_rows() == 1;
    }

    bool finish(long id, int version)
    {
        pqxx::work tx(conn_);
        tx.exec_params( // EXPECT: ignored-conflict
            "UPDATE jobs SET state = 'done', version = version + 1 WHERE id = $1 AND version = $2", id, version);
        tx.commit();
        return true;
    }

    void reschedule(long id, double factor)
    {
        pqxx::nontransaction tx(conn_);
        pqxx::row row = tx.exec_params1("SELECT delay_s FROM jobs WHERE id = $1", id);
        int delay = static_cast<int>(row[0].as<int>() * factor);
        tx.exec_params0("UPDATE jobs SET delay_s = $1 WHERE id = $2", delay, id); // EXPECT: sql-lost-update
    }

    void addRetries(long id, int n)
    {
        pqxx::work tx(conn_);
        tx.exec_params0("UPDATE jobs SET retries = retries + $1 WHERE id = $2", n, id);
        tx.commit();
    }

    std::vector<long> pickBatch(const std::string& worker, int n)
    {
        pqxx::work tx(conn_);
        std::vector<long> ids;
        pqxx::result r = tx.exec_params(
            "SELECT id FROM jobs WHERE state = 'queued' ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED", n);
        for (const auto& row : r) {
            long id = row[0].as<long>();
            tx.exec_params0("UPDATE jobs SET state = 'running', worker = $2 WHERE id = $1", id, worker);
            ids.push_back(id);
        }
        tx.commit();
        return ids;
    }

private:
    pqxx::connection& conn_;
};
