// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Segments, rows, nodes, generations.
#define THREADED
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <mutex>
#include <sqlite3.h>
#include <string>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>
#include <zookeeper/zookeeper.h>
// System V segments
int rmSegment(int id, time_t keep) {
  shmid_ds ds;
  if (shmctl(id, IPC_STAT, &ds) != 0 || time(nullptr) - ds.shm_ctime < keep) return 0;
  return shmctl(id, IPC_RMID, nullptr); // EXPECT: timestamp-cleanup
}
int rmSegmentFree(int id, time_t keep) {
  shmid_ds ds;
  if (shmctl(id, IPC_STAT, &ds) != 0 || time(nullptr) - ds.shm_ctime < keep) return 0;
  if (ds.shm_nattch != 0) return 0;
  return shmctl(id, IPC_RMID, nullptr);
}
// POSIX segments; users hold a shared flock()
int useShared(const char *name) {
  int fd = shm_open(name, O_RDWR, 0);
  return fd >= 0 && flock(fd, LOCK_SH) == 0 ? fd : -1;
}
int rmShared(const char *name, time_t keep) {
  struct stat st;
  int rc = 0, fd = shm_open(name, O_RDWR, 0);
  if (fd < 0) return -1;
  if (fstat(fd, &st) == 0 && time(nullptr) - st.st_mtime > keep) rc = shm_unlink(name); // EXPECT: timestamp-cleanup
  close(fd);
  return rc;
}
int rmSharedLocked(const char *name, time_t keep) {
  struct stat st;
  int rc = 0, fd = shm_open(name, O_RDWR, 0);
  if (fd < 0) return -1;
  if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 && time(nullptr) - st.st_mtime > keep) rc = shm_unlink(name);
  close(fd);
  return rc;
}

// nodes
int rmNode(zhandle_t *zh, const std::string &path, int64_t before) {
  Stat st;
  if (zoo_exists(zh, path.c_str(), 0, &st) != ZOK || st.mtime > before) return 0;
  return zoo_delete(zh, path.c_str(), -1); // EXPECT: timestamp-cleanup
}
int rmNodeAt(zhandle_t *zh, const std::string &path, int64_t before) {
  Stat st;
  if (zoo_exists(zh, path.c_str(), 0, &st) != ZOK || st.mtime > before) return 0;
  return zoo_delete(zh, path.c_str(), st.version);
}

// rows
class Jobs {
  sqlite3 *db_;
  int run(const char *sql, sqlite3_int64 t) {
    sqlite3_stmt *s = nullptr;
    if (sqlite3_prepare_v2(db_, sql, -1, &s, nullptr) != SQLITE_OK) return -1;
    sqlite3_bind_int64(s, 1, t);
    int rc = sqlite3_step(s);
    sqlite3_finalize(s);
    return rc == SQLITE_DONE ? sqlite3_changes(db_) : -1;
  }

public:
  explicit Jobs(sqlite3 *db) : db_(db) {}
  int purge(time_t before) { return run("DELETE FROM job WHERE created_at < ?1", before); } // EXPECT: timestamp-cleanup
  int purgeDone(time_t before) { return run("DELETE FROM job WHERE created_at < ?1 AND state = 'done' AND worker IS NULL", before); }
};

// generations of a plan, applied by other threads
struct Plan { int generation = 0, appliers = 0; std::filesystem::path dir; };
class Plans {
  std::mutex mu_;
  std::vector<std::shared_ptr<Plan>> v_;

public:
  std::shared_ptr<Plan> apply(int g) {
    std::lock_guard lk(mu_);
    for (auto &p : v_)
      if (p->generation == g) return ++p->appliers, p;
    return v_.emplace_back(new Plan{g, 1, "plans/" + std::to_string(g)});
  }
  void finish(const std::shared_ptr<Plan> &p) { std::lock_guard lk(mu_); --p->appliers; }
  void dropBefore(const Plan &cur) {
    std::lock_guard lk(mu_);
    for (auto &p : v_)
      if (p->generation < cur.generation) std::filesystem::remove_all(p->dir); // EXPECT: timestamp-cleanup
  }
  void dropBeforeUnused(const Plan &cur) {
    std::lock_guard lk(mu_);
    std::erase_if(v_, [&](auto &p) {
      return p->generation < cur.generation && p->appliers == 0 && std::filesystem::remove_all(p->dir) > 0;
    });
  }
};

// own child that takes too long
int runFor(const char *prog, time_t limit) {
  pid_t pid = fork();
  if (pid == 0) execl(prog, prog, nullptr), _exit(127);
  timespec from{}, now{};
  clock_gettime(CLOCK_MONOTONIC, &from);
  for (int status; pid > 0 && waitpid(pid, &status, WNOHANG) == 0; usleep(1000)) {
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (now.tv_sec - from.tv_sec > limit) return kill(pid, SIGKILL), waitpid(pid, &status, 0), -1;
  }
  return 0;
}

int main() {
  Plans plans;
  auto p = plans.apply(1);
  std::thread user([&] { auto q = plans.apply(2); plans.finish(q); });
  plans.dropBefore(Plan{3, 0, {}}), plans.dropBeforeUnused(*p);
  user.join();
}
