package dev.plimsoll.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only this user may read and write, where the file system knows users. */
final class PrivateFiles {

  private static final Set<PosixFilePermission> MINE = PosixFilePermissions.fromString("rw-------");

  private PrivateFiles() {}

  /** Creates an empty file that was never open to others. */
  static void create(Path file) throws IOException {
    if (knowsUsers(file)) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(MINE));
    } else {
      Files.createFile(file);
    }
  }

  /** Closes a file to others. */
  static void close(Path file) throws IOException {
    if (knowsUsers(file)) {
      Files.setPosixFilePermissions(file, MINE);
    }
  }

  private static boolean knowsUsers(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
