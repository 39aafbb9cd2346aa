// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <iostream>

#include "app/wiring.hpp"
#include "cli/cli.hpp"

int main(int argc, char** argv) {
  const auto environment = entente::app::environment(std::cout, std::cerr, isatty(STDERR_FILENO) != 0);
  return entente::cli::run(argc, argv, environment);
}
