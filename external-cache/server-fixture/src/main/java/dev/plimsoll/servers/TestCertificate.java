package dev.plimsoll.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for 127.0.0.1, made by the JDK's keytool.
 *
 * @param certificate the certificate, as PEM
 * @param key the private key, as PEM
 * @param trusting a context that trusts this certificate and no other
 */
public record TestCertificate(Path certificate, Path key, SSLContext trusting) {

  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "server";

  /**
   * Makes one.
   *
   * @param folder receives the files; made if need be
   * @return the certificate
   * @throws IOException when keytool fails
   * @throws GeneralSecurityException when the JDK lacks an algorithm
   */
  public static TestCertificate create(Path folder) throws IOException, GeneralSecurityException {
    Path store = Files.createDirectories(folder).resolve("server.p12");
    keytool(store);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] certificate = keys.getCertificate(ALIAS).getEncoded();
    byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
    return new TestCertificate(
        pem(folder.resolve("server.crt"), "CERTIFICATE", certificate),
        pem(folder.resolve("server.key"), "PRIVATE KEY", key),
        trusting(keys));
  }

  private static void keytool(Path store) throws IOException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                tool.toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "RSA",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IOException("keytool ended with " + exit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static SSLContext trusting(KeyStore keys) throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static Path pem(Path file, String kind, byte[] content) throws IOException {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
  }
}
