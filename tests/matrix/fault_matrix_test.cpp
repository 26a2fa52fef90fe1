// SPDX-License-Identifier: GPL-3.0-or-later
// Every trouble in every request: each cell ends in success with the right bytes or in a failure
// with nothing changed.
#include "matrix/matrix_rows.h"
#include "matrix/matrix_troubles.h"
#include "matrix/second_server.h"
#include "support/test_main.h"

#include <QDeadlineTimer>
#include <QTest>
#include <QThread>

#include <atomic>
#include <cstdio>
#include <mutex>
#include <vector>

using namespace cosftp;
using namespace cosftp::test;
using namespace std::chrono_literals;
using localcos::Fault;

namespace {

constexpr auto outage = 50ms;

struct Cell
{
    QByteArray text = "-";
    QByteArray problem;  ///< Empty: as promised.
};

CosOptions impatient()
{
    CosOptions options;
    options.retry.base = 60ms;
    options.retry.cap = 150ms;
    options.retry.random = [] { return 1.0; };  // three pauses are longer than the outage
    options.metadataSilence = options.bulkSilence = options.slowSilence = matrixSilence;
    return options;
}

void smallBudget(Settings &settings)
{
    settings.limits.memoryBudgetBytes = 8LL * 1024 * 1024;
    settings.limits.singleFileMaxBytes = matrixLargestFile;
}

/// One server with its store, and a second one on the same bucket; runs cells one after the other,
/// each in a folder of its own.
class Bench
{
public:
    Bench() : m_server(smallBudget, impatient()), m_second(m_server, impatient()), m_view(m_server)
    {}

    Cell run(const MatrixRow &row, const Trouble &trouble)
    {
        const std::optional<Fault> fault = trouble.in(row.verb);
        if (!fault)
            return {};
        const QByteArray folder = "cell" + QByteArray::number(++m_cells) + '/';
        prepare(folder);
        const int firedBefore = m_server.faults().fired();
        const auto client = m_server.client();
        m_server.faults().add(*fault);
        const Told told = trouble.refusesConnections ? actDuringOutage(row, *client, folder)
                                                     : row.act(*client, folder);
        const bool hasFired = waitFor([&] { return m_server.faults().fired() > firedBefore; });
        Cell cell{told.isSuccess ? "ok" : QByteArray::number(told.code), {}};
        if (row.verb == localcos::Verb::Abort)
            judgeAbort(cell, folder, trouble);
        m_server.faults().clear();
        judge(cell, told, row, folder);
        if (!hasFired)
            cell.problem = "the trouble never came";
        if (cell.problem.isEmpty())
            judgeAtSecondServer(cell, told, row, folder);
        return cell;
    }

private:
    void prepare(const QByteArray &folder)
    {
        const auto client = m_server.client();
        for (const auto &[name, bytes] : matrixBefore())
            if (client->store('/' + folder + name, bytes).code != 226)
                qFatal("the cell cannot be prepared");
    }
    // The store vanishes with the first request, and nothing listens for a moment.
    Told actDuringOutage(const MatrixRow &row, FtpClient &client, const QByteArray &folder)
    {
        const int firedBefore = m_server.faults().fired();
        localcos::Server &store = m_server.store();
        const std::unique_ptr<QThread> vanishing(QThread::create([&store, firedBefore] {
            const QDeadlineTimer deadline(FtpClient::deadlineMs);
            while (store.faults().fired() == firedBefore && !deadline.hasExpired())
                QThread::msleep(1);
            store.stop();
            QThread::msleep(outage.count());
            if (!store.start())
                qFatal("the store does not come back");
        }));
        vanishing->start();
        const Told told = row.act(client, folder);
        vanishing->wait();
        return told;
    }
    static bool waitFor(const std::function<bool()> &isTrue)
    {
        const QDeadlineTimer deadline(10s);
        while (!isTrue() && !deadline.hasExpired())
            QThread::msleep(5);
        return isTrue();
    }
    // The file was too large, which the client has to hear; the question is whether parts are left.
    void judgeAbort(Cell &cell, const QByteArray &folder, const Trouble &trouble)
    {
        if (cell.text != "552")
            cell.problem = "the client was told " + cell.text + " instead of 552";
        const bool isClean =
            !trouble.passes || waitFor([&] { return m_view.openUploads(folder) == 0; });
        cell.text = m_view.openUploads(folder) == 0 ? "ok" : "left open";
        if (!isClean)
            cell.problem = "parts are left behind";
    }
    void judge(Cell &cell, const Told &told, const MatrixRow &row, const QByteArray &folder)
    {
        if (told.isSuccess && !told.isRight)
            cell.problem = "success with the wrong answer: " + told.text;
        else if (told.code < 200)
            cell.problem = "no answer: " + told.text;
        else if (told.isSuccess && !holds(folder, row.after()))
            cell.problem = "success, but the bucket is not right";
        else if (!told.isSuccess && !holds(folder, matrixBefore()))
            cell.problem = "failure, but the bucket was changed: " + told.text;
    }

    // What did not work at the first server is done at the second one, so the bucket holds now what
    // the row wanted. What nobody waits for is over before the next trouble begins.
    void judgeAtSecondServer(Cell &cell, const Told &told, const MatrixRow &row,
                             const QByteArray &folder)
    {
        cell.problem = m_second.problemBehind(row, told, folder);
        if (cell.problem.isEmpty() && !told.isSuccess && !holds(folder, row.after()))
            cell.problem = "the bucket is not right";
        if (cell.problem.isEmpty() && !waitFor([this] { return m_view.holdsNothingOwn(); }))
            cell.problem = "claims or descriptions of uploads are left behind";
        if (!cell.problem.isEmpty())
            cell.problem = "at the second server, behind " + told.text + ": " + cell.problem;
    }
    bool holds(const QByteArray &folder, const BucketContent &wanted)
    {
        BucketContent found = m_view.contentOf(folder);
        found.erase(QByteArray());  // the folder's own marker
        return found == wanted;
    }

    ServerFixture m_server;
    SecondServer m_second;
    BucketView m_view;
    int m_cells = 0;
};

using Row = std::vector<Cell>;

void print(const std::vector<Row> &table)
{
    QByteArray text = QByteArray("\nrequest").leftJustified(11);
    for (const Trouble &trouble : troubles())
        text += QByteArray(trouble.name).leftJustified(15);
    for (std::size_t row = 0; row < table.size(); ++row) {
        text +=
            '\n' + QByteArray(matrixRows().at(static_cast<qsizetype>(row)).name).leftJustified(10);
        for (const Cell &cell : table[row])
            text += (cell.text + (cell.problem.isEmpty() ? "" : "!")).leftJustified(15);
    }
    std::printf("%s\n", text.constData());
    std::fflush(stdout);
}

}  // namespace

class FaultMatrixTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCellEndsInSuccessOrInNothingChanged()
    {
        const auto rowCount = static_cast<std::size_t>(matrixRows().size());
        const auto columnCount = static_cast<std::size_t>(troubles().size());
        std::vector<Row> table(rowCount, Row(columnCount));
        std::atomic<std::size_t> next{0};
        const auto work = [&] {
            Bench bench;
            for (std::size_t cell = 0; (cell = next++) < rowCount * columnCount;)
                table[cell / columnCount][cell % columnCount] =
                    bench.run(matrixRows().at(static_cast<qsizetype>(cell / columnCount)),
                              troubles().at(static_cast<qsizetype>(cell % columnCount)));
        };
        std::vector<std::unique_ptr<QThread>> threads;
        for (int number = 0; number < 4; ++number) {
            threads.emplace_back(QThread::create(work));
            threads.back()->start();
        }
        for (const auto &thread : threads)
            thread->wait();
        print(table);
        QByteArray problems;
        for (std::size_t row = 0; row < rowCount; ++row)
            for (std::size_t column = 0; column < columnCount; ++column)
                if (const Cell &cell = table[row][column]; !cell.problem.isEmpty())
                    problems += '\n' + QByteArray(matrixRows().at(static_cast<qsizetype>(row)).name)
                                + " / " + troubles().at(static_cast<qsizetype>(column)).name + ": "
                                + cell.problem;
        QVERIFY2(problems.isEmpty(), problems.constData());
    }
};

COSFTP_TEST(FaultMatrixTest)
#include "fault_matrix_test.moc"
