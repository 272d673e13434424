// STD: c++20
#include "upload.h"

namespace store {

bool addPart(UploadState& st, const std::string& id, std::uint64_t bytes) {
    auto it = st.open.find(id);
    if (it == st.open.end() || it->second.sealed)
        return false;
    it->second.received += bytes;
    it->second.parts++;
    st.bytesInFlight += bytes;
    return true;
}

std::optional<Upload> takeSealed(UploadState& st, const std::string& id) {
    auto it = st.open.find(id);
    if (it == st.open.end() || !it->second.sealed)
        return std::nullopt;
    Upload u = it->second;
    st.open.erase(it);
    st.bytesInFlight = st.bytesInFlight - u.received;
    return u;
}

std::uint64_t dropUnsealed(UploadState& st) {
    std::uint64_t dropped = 0;
    for (auto it = st.open.begin(); it != st.open.end();) {
        if (it->second.sealed) {
            ++it;
            continue;
        }
        dropped += it->second.received;
        it = st.open.erase(it);
    }
    st.bytesInFlight -= dropped;
    st.generation++;
    return dropped;
}

} // namespace store
