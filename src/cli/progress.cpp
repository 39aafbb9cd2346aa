// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include <ostream>

namespace entente::cli {

void Progress::show(std::uint64_t done, std::uint64_t total) {
  if (!terminal_ || total == 0) return;
  const int percent = static_cast<int>(done >= total ? 100 : done * 100 / total);
  if (percent == shown_) return;
  shown_ = percent;
  constexpr int kWidth = 30;
  const auto filled = static_cast<std::size_t>(percent * kWidth / 100);
  out_ << "\r\033[K" << label_ << " [" << std::string(filled, '#') << std::string(kWidth - filled, '.')
       << "] " << percent << " %" << std::flush;
}

void Progress::clear() {
  if (terminal_ && shown_ >= 0) out_ << "\r\033[K" << std::flush;
  shown_ = -1;
}

}  // namespace entente::cli
