// STD: c++20
#include "upload.h"

namespace store {

bool Uploads::begin(const std::string& id) {
    return state_.with([&](UploadState& st) {
        if (st.open.count(id) != 0)
            return false;
        st.open[id] = Upload{};
        return true;
    });
}

bool Uploads::part(const std::string& id, std::uint64_t bytes) {
    auto st = state_.access();
    if (st->bytesInFlight + bytes > cap_)
        return false;
    return addPart(*st, id, bytes);
}

bool Uploads::seal(const std::string& id) {
    auto st = state_.access();
    auto it = st->open.find(id);
    if (it == st->open.end())
        return false;
    return !std::exchange(it->second.sealed, true);
}

std::optional<Upload> Uploads::finish(const std::string& id) {
    return takeSealed(*state_.access(), id);
}

std::uint64_t Uploads::restart() {
    return state_.with(dropUnsealed);
}

// translate may take long, so it runs outside; the result counts only for the
// generation it was computed from.
bool Uploads::rebase(std::uint64_t (*translate)(std::uint64_t)) {
    std::uint64_t seen = state_.access()->generation;
    for (int tries = 0; tries < 3; ++tries) {
        const std::uint64_t next = translate(seen);
        auto st = state_.access();
        if (st->generation == seen) {
            st->generation = next;
            return true;
        }
        seen = st->generation;
    }
    return false;
}

} // namespace store
