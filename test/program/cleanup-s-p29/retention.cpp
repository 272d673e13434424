// STD: c++20
#include "recording.h"

#include <thread>

namespace cam {

struct OlderThan {
    std::chrono::system_clock::time_point limit;
    bool operator()(const Recording &r) const { return r.ended_at < limit; }
};

class Retention {
public:
    Retention(RecordingStore &store, std::chrono::hours keep)
        : store_(store), keep_(keep), thread_([this](std::stop_token st) { loop(st); })
    {
    }

private:
    void loop(std::stop_token st)
    {
        while (!st.stop_requested()) {
            store_.dropWhere(OlderThan{std::chrono::system_clock::now() - keep_});
            std::this_thread::sleep_for(std::chrono::minutes(1));
        }
    }

    RecordingStore &store_;
    std::chrono::hours keep_;
    std::jthread thread_;
};

} // namespace cam

int main()
{
    cam::RecordingStore store;
    store.add("/srv/cam/gate-0001.mkv", std::chrono::system_clock::now());
    cam::Retention retention(store, std::chrono::hours(24 * 14));
    if (cam::Recording *r = store.watch("/srv/cam/gate-0001.mkv"))
        store.unwatch(r);
    return 0;
}
