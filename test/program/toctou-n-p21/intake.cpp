// Intake of submissions. Rule of the examination office: the first submission
// of a candidate counts, later ones are answered with "already received".
#include "store.h"

#include <condition_variable>
#include <deque>
#include <iostream>
#include <mutex>
#include <optional>
#include <syncstream>
#include <thread>
#include <vector>

namespace exam {

struct Submission {
    std::string candidate, task, text;
};

class Queue {
public:
    void push(Submission s)
    {
        {
            std::lock_guard lock(m_);
            items_.push_back(std::move(s));
        }
        cv_.notify_one();
    }
    void close()
    {
        {
            std::lock_guard lock(m_);
            closed_ = true;
        }
        cv_.notify_all();
    }
    std::optional<Submission> pop()
    {
        std::unique_lock lock(m_);
        cv_.wait(lock, [this] { return closed_ || !items_.empty(); });
        if (items_.empty())
            return std::nullopt;
        Submission s = std::move(items_.front());
        items_.pop_front();
        return s;
    }

private:
    std::mutex m_;
    std::condition_variable cv_;
    std::deque<Submission> items_;
    bool closed_ = false;
};

static bool receive_text(Store &store, const Submission &s)
{
    if (store.has(s.candidate, s.task))
        return false;
    store.save(s.candidate, s.task, s.text);
    return true;
}

static bool receive_code(Store &store, const Submission &s)
{
    return store.save_first(s.candidate, s.task, s.text);
}

static void serve(Queue &queue, Store &store)
{
    while (auto s = queue.pop()) {
        try {
            bool stored = s->task.starts_with("code") ? receive_code(store, *s) : receive_text(store, *s);
            std::osyncstream(std::cout) << s->candidate << ' ' << s->task
                                        << (stored ? ": received\n" : ": already received\n");
        } catch (const std::exception &e) {
            std::osyncstream(std::cerr) << e.what() << '\n';
        }
    }
}

} // namespace exam

int main(int argc, char **argv)
{
    exam::Store store(argc > 1 ? argv[1] : "submissions");
    exam::Queue queue;
    std::vector<std::jthread> pool;
    for (int i = 0; i < 4; ++i)
        pool.emplace_back([&] { exam::serve(queue, store); });

    exam::Submission s;
    while (std::cin >> s.candidate >> s.task && std::getline(std::cin, s.text))
        queue.push(s);
    queue.close();
}
