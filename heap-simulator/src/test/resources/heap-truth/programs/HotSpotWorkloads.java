import java.util.*;

public class HotSpotWorkloads {
  static Object[] keep;
  static Object sink;

  public static void main(String[] a) {
    switch (a[0]) {
      case "window":
        {
          int K = 20000, N = 6000000;
          Object[] ring = new Object[K];
          keep = ring;
          for (int i = 0; i < N; i++) {
            sink = new Object[10];
            ring[i % K] = new Object[24];
          }
          break;
        }
      case "window2":
        {
          int K = 120000, N = 6000000;
          Object[] ring = new Object[K];
          keep = ring;
          for (int i = 0; i < N; i++) {
            sink = new Object[10];
            ring[i % K] = new Object[24];
          }
          break;
        }
      case "queue":
        {
          int P = 100, C = 95, T = 30000;
          Object[] head = new Object[2], tail = head;
          int len = 0;
          for (int t = 0; t < T; t++) {
            for (int p = 0; p < P; p++) {
              Object[] n = new Object[2];
              n[1] = new Object[32];
              tail[0] = n;
              tail = n;
              len++;
              keep = head;
            }
            for (int c = 0; c < C && len > 0; c++) {
              head = (Object[]) head[0];
              head[1] = null;
              len--;
              keep = head;
            }
          }
          break;
        }
      case "leak":
        {
          int R = 400000;
          ArrayList<Object[]> l = new ArrayList<>();
          for (int r = 0; r < R; r++) {
            Object[] q = new Object[40];
            for (int j = 0; j < 40; j++) q[j] = new Object[4 + ((j * 7 + r) % 40)];
            if (r % 100 == 0) l.add(q);
          }
          sink = l;
          break;
        }
      case "burst":
        {
          int B = 60, S = 150000;
          for (int b = 0; b < B; b++) {
            Object[] tab = new Object[S];
            keep = tab;
            for (int i = 0; i < S; i++) tab[i] = new Object[30];
          }
          break;
        }
      case "ls1":
        {
          ArrayList<Object> l = new ArrayList<>();
          for (int i = 0; i < 400000; i++) l.add(new Object[100]);
          sink = l;
          break;
        }
    }
  }
}
