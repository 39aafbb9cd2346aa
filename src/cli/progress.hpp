// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

namespace entente::cli {

/// One line that shows how far a file has got, redrawn in place. Draws nothing where there is no terminal.
class Progress {
 public:
  Progress(std::ostream& out, bool terminal, std::string label)
      : out_(out), terminal_(terminal), label_(std::move(label)) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::uint64_t done, std::uint64_t total);
  void clear();

 private:
  std::ostream& out_;
  const bool terminal_;
  const std::string label_;
  int shown_ = -1;
};

}  // namespace entente::cli
