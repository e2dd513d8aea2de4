package nl.sluis.testing;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Writes a picture with the 16 colours it has most of: a page of text needs no more. */
final class SmallPicture {
  private static final int COLOURS = 16;
  private static final int BITS = 4;

  private SmallPicture() {}

  static void write(byte[] png, Path file) {
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(reduced(ImageIO.read(new ByteArrayInputStream(png))), "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage reduced(BufferedImage picture) {
    var width = picture.getWidth();
    var pixels = picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
    var counts = new HashMap<Integer, Integer>();
    IntStream.of(pixels).forEach(pixel -> counts.merge(pixel & 0xffffff, 1, Integer::sum));
    var palette = counts.entrySet().stream().sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed()).limit(COLOURS)
        .map(Map.Entry::getKey).toList();
    var model = new IndexColorModel(BITS, palette.size(), palette.stream().mapToInt(Integer::intValue).toArray(), 0, false, -1, 0);
    var reduced = new BufferedImage(width, picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    var nearest = new HashMap<Integer, Integer>();
    for (var i = 0; i < pixels.length; i++) {
      var index = nearest.computeIfAbsent(pixels[i] & 0xffffff, pixel -> nearest(pixel, palette));
      reduced.getRaster().setSample(i % width, i / width, 0, index);
    }
    return reduced;
  }

  private static int nearest(int pixel, List<Integer> palette) {
    return IntStream.range(0, palette.size()).boxed().min(java.util.Comparator.comparingInt(i -> distance(pixel, palette.get(i))))
        .orElseThrow();
  }

  private static int distance(int one, int other) {
    return IntStream.of(0, 8, 16).map(shift -> (one >> shift & 255) - (other >> shift & 255)).map(d -> d * d).sum();
  }
}
