// SPDX-License-Identifier: GPL-3.0-or-later
#include "matrix/second_server.h"

#include <QSet>

#include <algorithm>

namespace cosftp::test {

namespace {

// "... The first 1234 bytes are kept; REST 1234 goes on."
std::optional<qint64> keptBytesIn(const QByteArray &text)
{
    const qsizetype at = text.indexOf(" bytes are kept");
    if (at < 0)
        return std::nullopt;
    const qsizetype begin = text.lastIndexOf(' ', at - 1) + 1;
    return text.mid(begin, at - begin).toLongLong();
}

// NLST of a folder tells each name as it was asked for: with the folder before it.
QSet<QByteArray> namesIn(const QByteArray &listing)
{
    QSet<QByteArray> names;
    for (const QByteArray &line : listing.split('\n'))
        if (!line.isEmpty())
            names += line.trimmed().mid(line.lastIndexOf('/') + 1);
    return names;
}

// Of what is long the end is fetched: every byte of it is compared in the bucket itself.
constexpr qsizetype fetchedBytes = 500'000;

}  // namespace

// What a server asks the bucket when it starts would meet the first trouble: SIZE waits for that.
SecondServer::SecondServer(const ServerFixture &first, const CosOptions &options)
    : m_engine(first.secondServer({}, options))
{
    if (ServerFixture::clientOf(*m_engine)->send("SIZE /nothing").code != 550)
        qFatal("the second server does not serve");
}

QByteArray SecondServer::problemBehind(const MatrixRow &row, const Told &told,
                                       const QByteArray &folder)
{
    m_client = ServerFixture::clientOf(*m_engine);
    const std::optional<qint64> kept = keptBytesIn(told.text);
    const BucketContent now = told.isSuccess ? row.after() : matrixBefore();
    QByteArray problem = wrongSight(now, folder, kept);
    if (problem.isEmpty() && !told.isSuccess)
        problem = wrongEnd(row, folder, kept);
    m_client.reset();
    return problem;
}

// What waits is told in the place of the object that it began over, and nothing else is.
QByteArray SecondServer::wrongSight(const BucketContent &wanted, const QByteArray &folder,
                                    std::optional<qint64> kept)
{
    QSet<QByteArray> names;
    for (const auto &[name, bytes] : wanted) {
        names += name;
        const bool isCut = name == "file" && kept;
        const QByteArray problem =
            wrongName('/' + folder + name, bytes, isCut ? kept : std::nullopt);
        if (!problem.isEmpty())
            return problem;
    }
    QByteArray listing;
    const ClientReply reply = m_client->retrieve("NLST /" + folder, &listing);
    if (reply.code != 226 || namesIn(listing) != names)
        return "a listing shows " + listing.simplified() + ", " + reply.text;
    return {};
}

QByteArray SecondServer::wrongName(const QByteArray &path, const QByteArray &bytes,
                                   std::optional<qint64> kept)
{
    const ClientReply size = m_client->send("SIZE " + path);
    if (size.text != "213 " + QByteArray::number(kept.value_or(bytes.size())))
        return "SIZE tells " + size.text;
    const qsizetype from = std::max<qsizetype>(bytes.size() - fetchedBytes, 0);
    if (from > 0)
        m_client->send("REST " + QByteArray::number(from));
    QByteArray received;
    const ClientReply reply = m_client->retrieve("RETR " + path, &received);
    if (kept && reply.code != 550)
        return "what is not finished can be fetched: " + reply.text;
    if (!kept && (reply.code != 226 || received != bytes.sliced(from)))
        return "the file cannot be fetched as it is: " + reply.text;
    return {};
}

// The client sends the rest where something waits, else it does the same once more.
QByteArray SecondServer::wrongEnd(const MatrixRow &row, const QByteArray &folder,
                                  std::optional<qint64> kept)
{
    Told told;
    if (kept && row.sent != nullptr) {
        if (m_client->send("REST " + QByteArray::number(*kept)).code != 350)
            return "REST is refused";
        const ClientReply reply = m_client->store('/' + folder + "file", row.sent().sliced(*kept));
        told = {reply.code, reply.text, reply.code == 226, true};
    } else {
        told = row.act(*m_client, folder);
    }
    if (row.verb == localcos::Verb::Abort && told.code == 552)
        return wrongSight(matrixBefore(), folder, std::nullopt);
    if (!told.isSuccess || !told.isRight)
        return "what failed does not work: " + told.text;
    return wrongSight(row.after(), folder, std::nullopt);
}

}  // namespace cosftp::test
