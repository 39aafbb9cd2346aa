// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A time of day that a test moves, for a program started with LD_PRELOAD: MOVED_CLOCK names a file of eight
// bytes, the milliseconds by which the clock is ahead. What waits for a while waits by another clock, and is
// not moved.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <ctime>

namespace {

const volatile std::int64_t* ahead_ms() {
  static const volatile std::int64_t* const mapped = [] {
    const auto* name = std::getenv("MOVED_CLOCK");
    const int file = name == nullptr ? -1 : ::open(name, O_RDONLY | O_CLOEXEC);
    void* const bytes =
        file < 0 ? MAP_FAILED : ::mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, file, 0);
    if (file >= 0) ::close(file);
    if (bytes == MAP_FAILED) std::abort();  // a test that moves no clock would wait for nothing
    return static_cast<const volatile std::int64_t*>(bytes);
  }();
  return mapped;
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* moment) noexcept {
  const auto result = static_cast<int>(::syscall(SYS_clock_gettime, clock, moment));
  if (result != 0 || clock != CLOCK_REALTIME) return result;
  constexpr std::int64_t kMsASecond = 1'000;
  constexpr long kNsAMs = 1'000'000, kNsASecond = 1'000'000'000;
  const auto ahead = *ahead_ms();
  moment->tv_sec += ahead / kMsASecond;
  moment->tv_nsec += static_cast<long>(ahead % kMsASecond) * kNsAMs;
  if (moment->tv_nsec >= kNsASecond) {
    moment->tv_nsec -= kNsASecond;
    ++moment->tv_sec;
  }
  return 0;
}
