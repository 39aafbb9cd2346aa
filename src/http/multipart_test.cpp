// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/multipart.hpp"

#include <gtest/gtest.h>

namespace entente::http {
namespace {

Request form(std::string body, std::string type = "multipart/form-data; boundary=XX") {
  Request r;
  r.method = "POST";
  r.headers = {{"content-type", std::move(type)}};
  r.body = std::move(body);
  return r;
}

std::string field(const std::string& disposition, const std::string& content) {
  return "--XX\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
}

TEST(Multipart, ReadsFieldsAndFiles) {
  const auto request =
      form(field("name=\"severity\"", "error") +
           "--XX\r\nContent-Disposition: form-data; name=file; filename=\"C:\\data\\a%22b.xml\"\r\n"
           "Content-Type: text/xml\r\n\r\n<a>\r\n--X\r\n</a>\r\n--XX--\r\nafterwards");
  const auto parts = parse_multipart(request);
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 2u);
  EXPECT_FALSE(parts->front().is_file);
  EXPECT_EQ(content_of(*parts, "severity"), "error");
  EXPECT_EQ(content_of(*parts, "absent"), "");
  const auto& file = parts->back();
  EXPECT_TRUE(file.is_file);
  EXPECT_EQ(file.file_name, "a\"b.xml");
  EXPECT_EQ(file.content, "<a>\r\n--X\r\n</a>");
}

TEST(Multipart, AnEmptyFileAndAQuotedBoundary) {
  const auto request =
      form(field("filename=\"\"; name=\"file\"", "") + "--XX--", "Multipart/Form-Data; boundary=\"XX\"");
  const auto parts = parse_multipart(request);
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 1u);
  EXPECT_TRUE(parts->front().is_file);
  EXPECT_EQ(parts->front().content, "");
  EXPECT_TRUE(parse_multipart(form("--XX--"))->empty());
}

TEST(Multipart, RefusesWhatIsNotCertain) {
  const auto whole = field("name=a", "1") + "--XX--";
  ASSERT_TRUE(parse_multipart(form(whole)));
  for (const auto* type : {"text/plain", "multipart/form-data", "multipart/form-data; boundary=",
                           "multipart/form-data; boundary=XX; boundary=YY", "multipart/mixed; boundary=XX"})
    EXPECT_FALSE(parse_multipart(form(whole, type))) << type;
  EXPECT_FALSE(parse_multipart(form(whole, "multipart/form-data; boundary=" + std::string(71, 'x'))));
  for (const auto& body :
       {std::string(), std::string("--XX"), std::string("--XX\r\n"), "x" + whole, field("name=a", "1"),
        field("name=a", "1") + "--XX", field("nam=a", "1") + "--XX--", field("name=\"a", "1") + "--XX--",
        field("name=a; name=b", "1") + "--XX--", std::string("--XX\r\nno head\r\n\r\n1\r\n--XX--"),
        "--XX\r\n" + std::string(5000, 'x') + ": y\r\n\r\n1\r\n--XX--"})
    EXPECT_FALSE(parse_multipart(form(body))) << body.substr(0, 80);
  std::string many;
  for (int i = 0; i < 201; ++i) many += field("name=a", "1");
  EXPECT_FALSE(parse_multipart(form(many + "--XX--")));
}

TEST(Multipart, NamesOfFilesAreFitToBeShown) {
  const auto name_of = [](const std::string& said) {
    const auto request = form(field("name=f; filename=\"" + said + "\"", "x") + "--XX--");
    const auto parts = parse_multipart(request);
    return parts ? parts->front().file_name : "refused";
  };
  EXPECT_EQ(name_of("../../etc/passwd"), "passwd");
  EXPECT_EQ(name_of("a\x01\x1b[31mb"), "a[31mb");
  EXPECT_EQ(name_of("\xff\xfe"), "");
  EXPECT_EQ(name_of("وثيقة.xml"), "وثيقة.xml");
}

}  // namespace
}  // namespace entente::http
