// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSaveFile>
#include <QTimer>

namespace cosftp {

class LogModel;

/// Writes the lines that a LogModel shows to a file, a slice at a time, so that the window goes on.
/// ".csv" makes it a CSV file, everything else plain text. Lines that come while it writes are left
/// out. The file appears when all is written.
class LogSaver final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogSaver)

public:
    LogSaver(const LogModel &model, const QString &fileName, QObject *parent = nullptr);

    void start();
    void cancel();

Q_SIGNALS:
    void progressed(int lines, int ofLines);
    /// Once. An empty problem: done, or cancelled.
    void finished(bool isDone, const QString &problem);

private:
    void writeSlice();
    void finish(bool isDone, const QString &problem);

    const LogModel &m_model;
    QSaveFile m_file;
    QTimer m_next;
    bool m_isCsv;
    int m_row = 0;
    int m_end = 0;
};

}  // namespace cosftp
