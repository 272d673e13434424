// RUN: %tocsin %s
// STD: c++20
// Slice-parallel encoder stage of the transcoder.
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace enc {

struct Plane { const uint8_t* data; int stride; int width; int height; };
struct Slice { int top; int rows; };
struct SliceResult { std::vector<uint8_t> bits; uint32_t qpSum = 0; uint32_t skipped = 0; };

bool encodeSlice(const Plane& src, const Slice& s, int qp, SliceResult& out);

// One instance per output rendition; encode() runs on its pipeline thread, which
// fans the slices out and waits for them.
class FrameEncoder {
public:
    FrameEncoder(int threads, int rowsPerSlice) : threads_(threads), rows_(rowsPerSlice) {}

    std::vector<uint8_t> encode(const Plane& src, int qp) {
        slices_.clear();
        for (int y = 0; y < src.height; y += rows_)
            slices_.push_back({y, std::min(rows_, src.height - y)});
        results_.assign(slices_.size(), {});
        next_.store(0);
        failed_.store(false);
        skippedBlocks_ = 0;
        {
            std::lock_guard<std::mutex> g(progressMu_);
            finished_ = 0;
            expected_ = slices_.size();
        }

        std::vector<std::thread> pool;
        for (int i = 0; i < threads_; ++i)
            pool.emplace_back(&FrameEncoder::worker, this, std::cref(src), qp);
        for (auto& t : pool) t.join();

        if (failed_.load()) throw std::runtime_error("slice encoder failed");
        return finish();
    }

    double averageQp() const { return slicesDone_ ? double(qpTotal_) / slicesDone_ : 0; }

    int percentDone() const {
        std::lock_guard<std::mutex> g(progressMu_);
        return expected_ ? int(100 * finished_ / expected_) : 0;
    }

private:
    void worker(const Plane& src, int qp) {
        uint32_t skipped = 0;
        for (;;) {
            const size_t i = next_.fetch_add(1, std::memory_order_relaxed);
            if (i >= slices_.size() || failed_.load(std::memory_order_relaxed)) break;
            SliceResult& r = results_[i];
            if (!encodeSlice(src, slices_[i], qp, r)) {
                failed_.store(true);
                break;
            }
            r.qpSum += qp;
            skipped += r.skipped;
            std::lock_guard<std::mutex> g(progressMu_);
            ++finished_;
        }
        std::lock_guard<std::mutex> g(progressMu_);
        skippedBlocks_ += skipped;
    }

    // All slices are complete here.
    std::vector<uint8_t> finish() {
        std::vector<uint8_t> out;
        for (auto& r : results_) {
            out.insert(out.end(), r.bits.begin(), r.bits.end());
            qpTotal_ += r.qpSum;
            ++slicesDone_;
        }
        if (skippedBlocks_ > slices_.size() * 64)
            skippedBlocks_ = static_cast<uint32_t>(slices_.size() * 64);
        totalSkipped_ += skippedBlocks_;
        return out;
    }

    const int threads_;
    const int rows_;
    std::vector<Slice> slices_;
    std::vector<SliceResult> results_;
    std::atomic<size_t> next_{0};
    std::atomic<bool> failed_{false};
    mutable std::mutex progressMu_;
    size_t finished_ = 0;
    size_t expected_ = 0;
    uint32_t skippedBlocks_ = 0;
    uint64_t totalSkipped_ = 0;
    uint64_t qpTotal_ = 0;
    uint64_t slicesDone_ = 0;
};

} // namespace enc
