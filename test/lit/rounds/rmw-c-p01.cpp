// RUN: %tocsin %s
// STD: c++20
// Elevator car: doors report boarding weight, the dispatcher adds stops.
#include <chrono>
#include <cstdio>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

class ElevatorCar {
public:
    explicit ElevatorCar(int capacityKg) : capacityKg_(capacityKg) {}

    void requestStop(int floor) {
        std::lock_guard<std::mutex> lk(mu_);
        stops_.insert(floor);
    }

    // Called by each door's load cell when somebody steps in.
    bool board(int kg) {
        int load;
        {
            std::lock_guard<std::mutex> lk(mu_);
            load = loadKg_;
        }
        settleScale();
        if (load + kg > capacityKg_)
            return false;
        std::lock_guard<std::mutex> lk(mu_);
        loadKg_ = load + kg; // EXPECT: lost-update
        return true;
    }

    void leave(int kg) {
        std::lock_guard<std::mutex> lk(mu_);
        loadKg_ -= kg;
        if (loadKg_ < 0)
            loadKg_ = 0;
    }

    bool hasStops() const {
        std::lock_guard<std::mutex> lk(mu_);
        return !stops_.empty();
    }

    // Two motors (main and emergency) can both pull the next stop.
    int takeNextStop() {
        if (!hasStops())
            return -1;
        std::lock_guard<std::mutex> lk(mu_);
        int next = *stops_.begin(); // EXPECT-MISS: check-then-act
        stops_.erase(next);
        return next;
    }

    int takeLastStop() {
        std::lock_guard<std::mutex> lk(mu_);
        if (stops_.empty())
            return -1;
        int last = *stops_.rbegin();
        stops_.erase(last);
        return last;
    }

    int load() const {
        std::lock_guard<std::mutex> lk(mu_);
        return loadKg_;
    }

private:
    static void settleScale() { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }

    mutable std::mutex mu_;
    std::set<int> stops_;
    int loadKg_ = 0;
    const int capacityKg_;
};

int main() {
    ElevatorCar car(900);
    std::vector<std::thread> threads;
    for (int door = 0; door < 2; ++door) {
        threads.emplace_back([&car, door] {
            for (int i = 0; i < 20; ++i) {
                if (car.board(70 + door))
                    car.leave(70 + door);
                car.requestStop(i);
            }
        });
    }
    threads.emplace_back([&car] { while (car.takeNextStop() >= 0) {} });
    threads.emplace_back([&car] { while (car.takeLastStop() >= 0) {} });
    for (auto& t : threads)
        t.join();
    std::printf("load %d kg\n", car.load());
}
