// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/csv/csv_writer.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "base/error.hpp"

namespace entente::exchange::csv {
namespace {

TEST(CsvWriter, WritesWhatRfc4180Asks) {
  std::ostringstream out;
  CsvWriter table(out, {"name", "says"});
  table.row({"plain", "a,b"});
  table.row({"\"quoted\"", "two\r\nlines"});
  table.row({"", "ماء"});
  EXPECT_EQ(out.str(), "name,says\r\nplain,\"a,b\"\r\n\"\"\"quoted\"\"\",\"two\r\nlines\"\r\n,ماء\r\n");
}

TEST(CsvWriter, DisarmsFormulas) {
  EXPECT_EQ(cell("=1+1"), "'=1+1");
  EXPECT_EQ(cell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(cell("+cmd|' /C calc'!A0"), "'+cmd|' /C calc'!A0");
  EXPECT_EQ(cell("-2+3"), "'-2+3");
  EXPECT_EQ(cell("\t=1"), "'\t=1");
  EXPECT_EQ(cell("=HYPERLINK(\"http://x\",\"y\")"), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  EXPECT_EQ(cell("-"), "'-");
  EXPECT_EQ(cell("-1.2.3"), "'-1.2.3");
  EXPECT_EQ(cell("a=b"), "a=b");
}

TEST(CsvWriter, LeavesNumbersAlone) {
  for (const auto* n : {"-12", "+3.5", "-0.0001", "7", "1.5"}) EXPECT_EQ(cell(n), n);
}

TEST(CsvWriter, RefusesAShiftedRow) {
  std::ostringstream out;
  CsvWriter table(out, {"a", "b"});
  EXPECT_THROW(table.row({"1"}), base::Error);
  EXPECT_EQ(out.str(), "a,b\r\n");
}

}  // namespace
}  // namespace entente::exchange::csv
